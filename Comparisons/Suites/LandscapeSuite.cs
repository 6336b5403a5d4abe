using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Optimization and generalization watched (E in the design's experiments).</summary>
internal static class LandscapeSuite
{
    public static Suite Suite { get; } = new("landscape", "optimization and generalization, watched", [Functions]);

    private static Experiment Functions => new()
    {
        Name = "functions",
        Question = "Which of three networks of about equal size fits a sine, a cardinal sine and a growing sine fastest and best?",
        DataSets = ["sine", "sinc", "growing-sine"],
        TrainRows = 2_000,
        ValidationRows = 500,
        TestRows = 500,
        Learners =
        [
            new("mlp", "mlp", Settings.Parse("optimizer=adam rate=0.0012 weight-decay=0.0001 batch=200 epochs=5000 patience=500 scaling=none monitor=train+validation")),
        ],
        Sweep = [SweepAxis.Of("hidden", "16-32-32-16", "18-30-30-18", "14-34-34-14")],
        Seeds = 10,
        Ours = "inputs in [-1, 1], 2000 samples, batch 200, targets standardized, end after 500 epochs without a better validation loss, number of seeds",
        Quick = new() { EpochDivisor = 50 },
    };
}
