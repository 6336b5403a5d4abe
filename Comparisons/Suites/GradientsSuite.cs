using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Pictures.Declared;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Stochastic gradient descent, softmax and networks from scratch on small sets (A in the design's experiments).</summary>
internal static class GradientsSuite
{
    private static readonly string[] ToySets = ["swiss-roll", "peaks", "gmm"];
    private static readonly string[] SoftmaxRates = ["0.001", "0.01", "0.1"];
    private static readonly string[] SoftmaxBatches = ["32", "64", "256"];
    private static readonly string[] DepthRates = ["0.0001", "0.01", "0.1"];
    private static readonly int[] Depths = [1, 2, 3, 4, 5, 50];
    private static readonly string[] DepthBatches = ["32", "256"];

    public static Suite Suite { get; } = new(
        "gradients", "gradient descent, softmax and networks from scratch on small sets", [SgdCubic, SoftmaxGrid, MlpDepth, Mlp200, ResNetDepth]);

    private static Experiment SgdCubic => new()
    {
        Name = "sgd-cubic",
        Question = "Does least squares by stochastic gradient descent need more than one sample for a step?",
        DataSets = ["cubic"],
        TrainRows = 200,
        Learners =
        [
            new("mlp", "linear", Settings.Parse("hidden=none optimizer=sgd rate=0.05 epochs=50 scaling=standardize validate=iteration monitor=train")),
        ],
        Sweep = [SweepAxis.Of("batch", "1", "5")],
        Seeds = 10,
        Ours = "inputs in [-5, 5], rate, epochs, noise of deviation 10, features and targets standardized; number of seeds",
        Quick = new() { EpochDivisor = 1 },
    };

    private static Experiment SoftmaxGrid => new()
    {
        Name = "softmax-grid",
        Question = "Which learning rate and batch size suit softmax regression, and how do the extremes fail?",
        DataSets = ToySets,
        Learners =
        [
            new("mlp", "softmax", Settings.Parse("hidden=none optimizer=sgd epochs=20 scaling=none monitor=train+validation")),
        ],
        Sweep =
        [
            new(
            [
                .. from rate in SoftmaxRates
                   from batch in SoftmaxBatches
                   select new SweepPoint(Settings.Parse($"rate={rate} batch={batch}")),
                new(Settings.Parse("rate=100 batch=1024")),
                new(Settings.Parse("rate=0.00001 batch=2")),
            ]),
        ],
        Seeds = 10,
        Ours = "the grid but for (0.01, 64) and the two extremes, epochs, number of seeds",
        Pictures = [new GridSpec("validation-accuracy", Measure.Metric(Split.Validation, Metric.Accuracy), "rate", "batch"), new CurvesSpec("validation-accuracy-by-epoch", "accuracy", Split.Validation)],
    };

    private static Experiment MlpDepth => new()
    {
        Name = "mlp-depth",
        Question = "What do depth, learning rate and batch size do to a plain network on small sets?",
        DataSets = ToySets,
        Learners =
        [
            new("mlp", "mlp", Settings.Parse("optimizer=sgd scaling=none monitor=train+validation")),
        ],
        Sweep =
        [
            new(
            [
                .. from depth in Enumerable.Range(1, 5)
                   from rate in DepthRates
                   from batch in DepthBatches
                   select new SweepPoint(Settings.Parse($"hidden={Hidden(depth)} rate={rate} batch={batch} epochs=100"), $"depth={depth} rate={rate} batch={batch}"),
                new(Settings.Parse($"hidden={Hidden(2)} rate=0.0001 batch=256 epochs=2000"), "depth=2 rate=0.0001 batch=256 epochs=2000"),
            ]),
        ],
        Seeds = 10,
        Ours = "16 units a layer, rate 0.1, batch 32, 100 epochs, the depth of the long run, number of seeds",
    };

    private static Experiment Mlp200 => new()
    {
        Name = "mlp-200",
        Question = "Does the best network of mlp-depth learn 200 samples by heart?",
        DataSets = ToySets,
        Learners =
        [
            new("mlp", "mlp", Settings.Parse($"hidden={Hidden(5)} optimizer=sgd rate=0.1 batch=32 scaling=none monitor=train+validation")),
        ],
        Sweep = [new([new(Settings.Parse("rows=0 epochs=100"), "all samples"), new(Settings.Parse("rows=200 epochs=2000"), "200 samples")])],
        Seeds = 10,
        Ours = "16 units a layer, batch 32, 2000 epochs of the 200 samples, number of seeds",
    };

    private static Experiment ResNetDepth => new()
    {
        Name = "resnet-depth",
        Question = "Does a dense residual network train at depths where a plain one of about as many parameters does not?",
        DataSets = ToySets,
        Learners =
        [
            new("resnet", "residual", Settings.Parse("width=16 hidden-width=8 optimizer=sgd batch=32 epochs=100 scaling=none monitor=train+validation")),
            new("mlp", "plain", Settings.Parse("optimizer=sgd batch=32 epochs=100 scaling=none monitor=train+validation")),
        ],
        Sweep =
        [
            new([.. Depths.Select(depth => new SweepPoint(Settings.Parse($"blocks={depth}"), $"depth={depth}"))]),
            new([.. Depths.Select(depth => new SweepPoint(Settings.Parse($"hidden={Hidden(depth)}"), $"depth={depth}"))]),
            SweepAxis.Of("rate", DepthRates),
        ],
        Seeds = 5,
        Ours = "16 units a layer, blocks of 8 hidden units in the residual network so that a block has as many weights as a layer, rates, batch 32, 100 epochs, depth 50, number of seeds",
    };

    /// <summary>So many layers of 16 units.</summary>
    private static string Hidden(int depth) => string.Join('-', Enumerable.Repeat(16, depth));
}
