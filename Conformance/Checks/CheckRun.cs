using System.Diagnostics;
using MlPipelines.Conformance.Model;

namespace MlPipelines.Conformance.Checks;

/// <summary>Makes checks one after the other, each within the limit of time.</summary>
internal sealed class CheckRun(TrainerUnderTest trainer)
{
    private CheckResult? _fit;
    private CheckResult? _repeat;

    /// <summary>Makes one check, and before it those that it needs.</summary>
    public ConformanceRow Make(Check check)
    {
        var watch = Stopwatch.StartNew();
        var result = Result(check);
        return new ConformanceRow(check.Public, result.Outcome, result.Detail, watch.Elapsed);
    }

    private CheckResult Result(Check check) => check.Name switch
    {
        RepetitionChecks.FitName => Fit(),
        RepetitionChecks.FitTwiceName => WhyNot(CheckNeeds.Fit) ?? Repeat(),
        _ => WhyNot(check.Needs) ?? InTime(check),
    };

    private CheckResult Fit() => _fit ??= InTime(Find(RepetitionChecks.FitName));

    private CheckResult Repeat() => _repeat ??= InTime(Find(RepetitionChecks.FitTwiceName));

    /// <summary>What hinders a check; null where nothing does.</summary>
    private CheckResult? WhyNot(CheckNeeds needs)
    {
        if (needs == CheckNeeds.Nothing)
            return null;
        if (Fit().Outcome == ConformanceOutcome.Failed)
            return CheckResult.DoesNotApply($"The check {RepetitionChecks.FitName} failed.");
        return needs == CheckNeeds.Repeat && Repeat().Outcome == ConformanceOutcome.Failed
            ? CheckResult.DoesNotApply($"The check {RepetitionChecks.FitTwiceName} failed, so that two fits cannot be compared.")
            : null;
    }

    private CheckResult InTime(Check check)
    {
        var result = default(CheckResult);
        using var source = new CancellationTokenSource();
        var under = trainer.With(source.Token);
        var thread = new Thread(() => result = Caught(check, under)) { IsBackground = true };
        thread.Start();
        if (thread.Join(trainer.Options.TimeLimit))
            return result!;
        source.Cancel();
        return CheckResult.Failed($"It was not done after {trainer.Options.TimeLimit.TotalSeconds:G4} s.");
    }

    private static CheckResult Caught(Check check, TrainerUnderTest trainer)
    {
        try
        {
            return check.Run(trainer);
        }
        catch (Exception error)
        {
            return CheckResult.Failed(string.Join(" <- ", ClearErrors.Chain(error).Select(ClearErrors.Describe)));
        }
    }

    private static Check Find(string name) => CheckCatalog.All.First(check => check.Name == name);
}
