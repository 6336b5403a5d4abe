using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What the knobs of an MLP do, on the map of European countries (B in the design's experiments).</summary>
internal static class CountriesSuite
{
    public static Suite Suite { get; } = new("countries", "the knobs of an MLP, on the map of European countries", [LearningRate]);

    private static Experiment LearningRate => new()
    {
        Name = "learning-rate",
        Question = "Which learning rate trains a 6 x 16 network best, and what do the others do wrong?",
        DataSet = "european-countries",
        TrainRows = 106_897,
        ValidationRows = 13_363,
        TestRows = 13_363,
        Learners =
        [
            new("mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam batch=256 epochs=50 scaling=none")),
        ],
        Sweep = [SweepAxis.Of("rate", "1", "0.01", "0.001", "0.00001")],
        Seeds = 10,
        Ours = "number of seeds",
    };
}
