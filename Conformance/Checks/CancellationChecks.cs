using System.Diagnostics;
using Microsoft.ML;

namespace MlPipelines.Conformance.Checks;

/// <summary>A training stops when it is told to.</summary>
internal static class CancellationChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new(
            "cancel-by-token", "A training whose token is cancelled when its rows have been read once ends soon, as cancelled.",
            CheckNeeds.Fit, ByToken),
        new(
            "cancel-by-context", "A training whose context is cancelled when its rows have been read once ends soon, as cancelled.",
            CheckNeeds.Fit, ByContext),
    ];

    private static CheckResult ByToken(TrainerUnderTest trainer)
    {
        if (!trainer.Options.TakesCancellationToken)
            return CheckResult.DoesNotApply("The trainer takes no token.");
        using var source = new CancellationTokenSource();
        return Measure(trainer.With(source.Token), _ => source.Cancel());
    }

    private static CheckResult ByContext(TrainerUnderTest trainer) => trainer.Options.CancelContext is { } cancel
        ? Measure(trainer, cancel)
        : CheckResult.DoesNotApply("The trainer does not promise it.");

    private static CheckResult Measure(TrainerUnderTest trainer, Action<MLContext> cancel)
    {
        var (context, watch) = (default(MLContext), default(Stopwatch));
        var rows = trainer.Rows with { Moved = Moved };
        (context, var estimator) = trainer.Create(rows);
        try
        {
            estimator.Fit(rows.View());
        }
        catch (Exception error)
        {
            return Judge(error, watch, trainer.Options.CancellationTimeLimit);
        }

        return CheckResult.Failed(
            watch is null ? "The fit did not read its rows to their end." : "The fit went on to its end, and gave a model.");

        void Moved(int position)
        {
            if (position < trainer.Rows.Count || watch is not null)
                return;
            watch = Stopwatch.StartNew();
            cancel(context!);
        }
    }

    private static CheckResult Judge(Exception error, Stopwatch? watch, TimeSpan limit)
    {
        if (watch is null)
            return CheckResult.Failed($"It failed before its rows had been read once. {ClearErrors.Describe(error)}");
        var time = watch.Elapsed;
        if (!ClearErrors.Chain(error).Any(inner => inner is OperationCanceledException))
            return CheckResult.Failed($"It ended by another error than OperationCanceledException. {ClearErrors.Describe(error)}");
        return time <= limit
            ? CheckResult.Passed($"It ended after {time.TotalMilliseconds:F0} ms.")
            : CheckResult.Failed($"It ended after {time.TotalSeconds:F1} s, where at most {limit.TotalSeconds:F1} s were allowed.");
    }
}
