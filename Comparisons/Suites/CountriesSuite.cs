using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What the knobs of an MLP do, on the map of European countries (B in the design's experiments).</summary>
internal static class CountriesSuite
{
    public static Suite Suite { get; } = new("countries", "the knobs of an MLP, on the map of European countries", [LearningRate, Epochs, BatchSize, Trees]);

    private static Experiment LearningRate => new()
    {
        Name = "learning-rate",
        Question = "Which learning rate trains a 6 x 16 network best, and what do the others do wrong?",
        DataSets = ["european-countries"],
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

    private static Experiment Epochs => LearningRate with
    {
        Name = "epochs",
        Question = "When is a 6 x 16 network near its lowest loss, and do further epochs overfit?",
        Learners = [new("mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam rate=0.001 batch=256 epochs=100 scaling=none monitor=train+validation+test"))],
        Sweep = [],
    };

    private static Experiment BatchSize => LearningRate with
    {
        Name = "batch-size",
        Question = "What does the batch size do to the accuracy of a 6 x 16 network?",
        Learners = [new("mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam rate=0.001 scaling=none"))],
        Sweep = [SweepAxis.Together("batch=1 epochs=1", "batch=16 epochs=10", "batch=128 epochs=50", "batch=1024 epochs=50")],
    };

    private static Experiment Trees => LearningRate with
    {
        Name = "trees",
        Question = "Do boosted trees draw the borders better than networks, and at what cost?",
        Learners =
        [
            new("boosted-trees", "boosted trees", Settings.Empty),
            new("fast-tree", "FastTree", Settings.Empty),
            new("mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam rate=0.001 batch=256 epochs=50 scaling=none")),
            new("mlp", "6x64", Settings.Parse("hidden=64-64-64-64-64-64 optimizer=adam rate=0.001 batch=256 epochs=50 scaling=none")),
        ],
        Sweep = [],
        Seeds = 5,
        Ours = "the networks beside the trees; number of seeds (nothing in the trees is random)",
    };
}
