using MlPipelines.Conformance.Outputs;

namespace MlPipelines.Conformance.Checks;

/// <summary>A model may be used by several threads at once.</summary>
internal static class ConcurrencyChecks
{
    private const int Passes = 5;

    public static IReadOnlyList<Check> All { get; } =
    [
        new(
            "concurrent-engines", "Threads with a PredictionEngine each, of one model, predict as one thread does.", CheckNeeds.Fit,
            Engines),
        new("concurrent-batches", "Threads that each pass rows through one model predict as one thread does.", CheckNeeds.Fit, Batches),
    ];

    private static CheckResult Engines(TrainerUnderTest trainer)
    {
        if (EngineScores.Find(trainer) is not { } score)
            return CheckResult.DoesNotApply("There are no scores of type Single.");
        var fitted = trainer.GoodFit;
        var expected = EngineScores.Only(trainer.GoodPredictions, score);
        var engines = Enumerable.Range(0, trainer.Options.Threads)
            .Select(_ => UserEngine.Create(fitted.Context, fitted.Model, trainer.Others, score)).ToList();
        return AtOnce(
            trainer, expected, thread => EngineScores.Read(engines[thread], score, trainer.Others.Count));
    }

    private static CheckResult Batches(TrainerUnderTest trainer) =>
        AtOnce(trainer, trainer.GoodPredictions, _ => trainer.GoodFit.Predict(trainer.Others));

    private static CheckResult AtOnce(TrainerUnderTest trainer, Predictions expected, Func<int, Predictions> predict)
    {
        using var start = new Barrier(trainer.Options.Threads);
        var reasons = new string?[trainer.Options.Threads];
        var threads = Enumerable.Range(0, trainer.Options.Threads)
            .Select(number => new Thread(() => Work(number)) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return CheckResult.Of(reasons.FirstOrDefault(reason => reason is not null));

        void Work(int number)
        {
            start.SignalAndWait();
            for (var pass = 0; pass < Passes; pass++)
            {
                try
                {
                    reasons[number] ??= Differences.Between(expected, predict(number)).Beyond(trainer.Options.Tolerance);
                }
                catch (Exception error)
                {
                    reasons[number] ??= ClearErrors.Describe(error);
                }
            }
        }
    }
}
