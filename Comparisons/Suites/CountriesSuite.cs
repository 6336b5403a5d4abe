using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Pictures.Declared;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What the knobs of an MLP do, on the map of European countries (B in the design's experiments).</summary>
internal static class CountriesSuite
{
    private static readonly Measure ValidationLoss = Measure.Metric(Split.Validation, Metric.LogLoss);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);

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
        Claims =
        [
            Claim.Higher("rate 1 makes no progress: its validation loss ends above that of 0.001", "6x16 rate=1", "6x16 rate=0.001", ValidationLoss),
            Claim.Higher("rate 0.01 is noisier than 0.001", "6x16 rate=0.01", "6x16 rate=0.001", Measure.Fluctuation(Split.Validation, "loss")),
            Claim.Lower("rate 0.01 is quicker than 0.001: its lowest validation loss comes earlier", "6x16 rate=0.01", "6x16 rate=0.001", Measure.LowestEpoch(Split.Validation, "loss")),
            Claim.Higher("rate 0.00001 is very slow: its validation loss ends above that of 0.001", "6x16 rate=0.00001", "6x16 rate=0.001", ValidationLoss),
            Claim.Higher("0.01 is better than 1", "6x16 rate=0.01", "6x16 rate=1", ValidationAccuracy),
            Claim.Higher("0.001 is better than 1", "6x16 rate=0.001", "6x16 rate=1", ValidationAccuracy),
            Claim.Higher("0.01 is better than 0.00001", "6x16 rate=0.01", "6x16 rate=0.00001", ValidationAccuracy),
            Claim.Higher("0.001 is better than 0.00001", "6x16 rate=0.001", "6x16 rate=0.00001", ValidationAccuracy),
        ],
        Pictures = [new CurvesSpec("validation-loss", "loss", Split.Validation) { Logarithmic = true }, new BarsSpec("test-accuracy", TestAccuracy)],
    };

    private static Experiment Epochs => LearningRate with
    {
        Name = "epochs",
        Question = "When is a 6 x 16 network near its lowest loss, and do further epochs overfit?",
        Learners = [new("mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam rate=0.001 batch=256 epochs=100 scaling=none monitor=train+validation+test"))],
        Sweep = [],
        Claims =
        [
            Claim.Within("the validation loss is lowest by epoch 10 to 20", "6x16", Measure.LowestEpoch(Split.Validation, "loss"), 10, 20),
            Claim.Within("too many epochs overfit: the validation loss ends at least 0.05 nats above its lowest", "6x16", Measure.RiseFromLowest(Split.Validation, "loss"), 0.05, double.PositiveInfinity),
        ],
        Pictures = [new CurvesSpec("losses", "loss", Split.Train, Split.Validation, Split.Test)],
    };

    private static Experiment BatchSize => LearningRate with
    {
        Name = "batch-size",
        Question = "What does the batch size do to the accuracy of a 6 x 16 network?",
        Learners = [new("mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam rate=0.001 scaling=none"))],
        Sweep = [SweepAxis.Together("batch=1 epochs=1", "batch=16 epochs=10", "batch=128 epochs=50", "batch=1024 epochs=50")],
        Claims =
        [
            Claim.Higher("batch 128 is more accurate than 1", "6x16 batch=128 epochs=50", "6x16 batch=1 epochs=1", ValidationAccuracy),
            Claim.Higher("batch 128 is more accurate than 16", "6x16 batch=128 epochs=50", "6x16 batch=16 epochs=10", ValidationAccuracy),
            Claim.Higher("batch 1024 is more accurate than 1", "6x16 batch=1024 epochs=50", "6x16 batch=1 epochs=1", ValidationAccuracy),
            Claim.Higher("batch 1024 is more accurate than 16", "6x16 batch=1024 epochs=50", "6x16 batch=16 epochs=10", ValidationAccuracy),
        ],
        Pictures = [new CurvesSpec("validation-accuracy", "accuracy", Split.Validation), new BarsSpec("test-accuracy", TestAccuracy)],
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
        Claims =
        [
            Claim.Higher("trees are more accurate than the default network", "FastTree", "6x16", TestAccuracy),
            Claim.Higher("trees are more accurate than a wide network", "FastTree", "6x64", TestAccuracy),
            Claim.Lower("trees take less time than a wide network", "FastTree", "6x64", Measure.FitSeconds),
        ],
        Pictures = [new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("fit-time", Measure.FitSeconds)],
    };
}
