using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Optimization and generalization watched (E in the design's experiments).</summary>
internal static class LandscapeSuite
{
    /// <summary>The network of the experiments on lines between networks and on sensitivity.</summary>
    internal const string CnnSettings =
        "image=1x28x28 filters=10-20 hidden=50-30 kernel=5 keep-size=no optimizer=sgd scaling=standardize-jointly";
    private static readonly LearnerSpec Network = new("mlp", "784-500-50-10", Settings.Parse(
        "hidden=500-50 optimizer=adam rate=0.0004 weight-decay=0.0001 batch=1000 epochs=50 scaling=standardize-jointly monitor=validation "
            + "weights-path=yes gradient-norm=1 batch-loss=1"));
    private static readonly LearnerSpec Small =
        new(
            "mlp", "1-500-1",
            Settings.Parse("hidden=500 optimizer=adam rate=0.001 batch=32 epochs=100 scaling=none monitor=train critical-point=yes"));
    private static readonly LearnerSpec Interpolated = new(
        "convnet", "cnn", Settings.Parse($"{CnnSettings} batch=100 interpolate-batch=500 epochs=5 monitor=test"));
    private static readonly string[] InterpolationRates = ["0.001", "0.01"];
    private static readonly Measure EndLoss = Measure.Recorded(
        CriticalPointDiagnostic.EndLoss, "training loss where training ended", "in variances of the target");

    public static Suite Suite { get; } = new(
        "landscape", "optimization and generalization, watched",
        [.. LandscapeFits.Experiments, Paths, MinimalRatio, Interpolation, LandscapeSensitivity.Of(Interpolation)])
    {
        Parts = [.. LandscapeFits.Parts, GradientNorm],
        Sentences = Report003.Sentences,
    };

    private static Experiment Paths => new()
    {
        Name = "paths",
        Question = "How do the weights of a network move in training, those of its first layer and all of them, and how do gradient and "
            + "loss go together, update by update?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners = [Network],
        Seeds = 8,
        Ours = "inputs standardized by the training rows; each path on two principal components of its own, since trainings from other "
            + "initial weights share no plane",
        Claims =
        [
            Claim.Within(
                "the first layer varies early, then is stable: it moves at least twice as far in its first five epochs as in its last five",
                Network, LandscapeMeasures.EarlyMovement("first"), Math.Log(2), double.PositiveInfinity).SaidAt("003:146"),
            Claim.Within(
                "the whole moves more smoothly than the first layer", Network, LandscapeMeasures.SmootherThanFirst, 0,
                double.PositiveInfinity).SaidAt("003:146"),
            .. GradientNormClaims,
        ],
        Pictures =
        [
            new PathSpec("first-layer", Network, "first", "the first layer's weights after each epoch"),
            new PathSpec("whole-network", Network, "all", "all weights and biases after each epoch"),
            new CurvesSpec("movement", WeightPathDiagnostic.Step("first"), Split.Train)
            {
                Logarithmic = true,
                YLabel = "distance between neighbouring epochs, first layer's weights",
            },
            GradientNormAndLoss,
        ],
        Quick = new() { EpochDivisor = 5 },
    };

    /// <summary>The trainings of <see cref="Paths"/>, looked at update by update.</summary>
    private static Experiment GradientNorm => Paths with
    {
        Name = "gradient-norm",
        Question = "How do gradient and loss go together, update by update?",
        Ours = "inputs standardized by the training rows",
        Claims = GradientNormClaims,
        Pictures = [GradientNormAndLoss],
    };

    private static Claim[] GradientNormClaims =>
    [
        .. new[]
        {
            Claim.Within(
                "the gradient's norm falls during training: it is correlated with the number of the update, below -0.5", Network,
                LandscapeMeasures.OverTime(StepDiagnostic.GradientNorm), double.NegativeInfinity, -0.5),
            Claim.Within(
                "the loss falls during training: it is correlated with the number of the update, below -0.5", Network,
                LandscapeMeasures.OverTime(StepDiagnostic.BatchLoss), double.NegativeInfinity, -0.5),
            Claim.Within(
                "the gradient's norm falls with the loss: they are correlated over the updates, above 0.5", Network,
                LandscapeMeasures.NormWithLoss, 0.5, double.PositiveInfinity),
            Claim.Within(
                "the loss has a spike from time to time: in 1 of 1000 to 1 of 100 updates it is above three times the median about it and "
                    + "0.05 nats above that", Network, LandscapeMeasures.Spikes, 0.001, 0.01),
        }.Select(claim => claim.SaidAt("003:148")),
    ];

    private static HistorySpec GradientNormAndLoss =>
        new(
            "gradient-norm-and-loss", "gradient norm, loss (nats)", (StepDiagnostic.GradientNorm, "gradient norm"),
            (StepDiagnostic.BatchLoss, "loss of the batch"));

    private static Experiment MinimalRatio => new()
    {
        Name = "minimal-ratio",
        Question = "Where does training end, by gradient and by curvature, and is the loss 0 where the gradient is?",
        DataSets = ["sinc"],
        TrainRows = 128,
        ValidationRows = 256,
        TestRows = 500,
        Learners = [Small],
        Seeds = 100,
        Ours = "128 samples in [-1, 1], rate, batch 32, targets standardized; then L-BFGS on all samples, at most 1500 steps, to a "
            + "gradient of a millionth of the parameters' length; an eigenvalue of the Hessian counts as 0 below 1e-7 of the bound on the "
                + "largest; 100 runs",
        Claims =
        [
            Claim.OfPublished(Small, 1501m, Measure.Parameters).SaidAt("003:165"),
            Claim.Within(
                "the loss does not reach 0 in training: it ends above a thousandth of the target's variance", Small, EndLoss, 0.001,
                double.PositiveInfinity).SaidAt("003:169"),
            Claim.Within(
                "where the gradient is near 0 most runs are in a minimum: the Hessian has no negative eigenvalue", Small,
                LandscapeMeasures.IsMinimum, 0.5, double.PositiveInfinity).SaidAt("003:150"),
            Claim.Within(
                "the loss does not reach 0 where the gradient does (to a ten-thousandth of the parameters' length): it ends above a "
                    + "thousandth of the target's variance", Small, LandscapeMeasures.CriticalLoss, 0.001, double.PositiveInfinity),
        ],
        Pictures =
        [
            new ScatterSpec(
                "loss-against-gradient",
                Measure.Recorded(CriticalPointDiagnostic.EndRatio, "gradient norm by parameter norm where training ended", "ratio"),
                EndLoss) { LogarithmicX = true, LogarithmicY = true },
            new ScatterSpec(
                "loss-against-curvature",
                Measure.Recorded(
                    CriticalPointDiagnostic.PositiveShare, "positive eigenvalues of the Hessian at the critical point", "share of all"),
                LandscapeMeasures.CriticalLoss) { LogarithmicY = true },
            new ScatterSpec(
                "critical-gradient",
                Measure.Recorded(CriticalPointDiagnostic.CriticalRatio, "gradient norm by parameter norm at the critical point", "ratio"),
                LandscapeMeasures.CriticalLoss) { LogarithmicX = true, LogarithmicY = true },
        ],
        Quick = new() { EpochDivisor = 5, Seeds = 1 },
    };

    /// <summary>The experiment whose rows <see cref="LandscapeSensitivity"/> has too.</summary>
    internal static Experiment Interpolation => new()
    {
        Name = "interpolation",
        Question = "What lies between and beyond two networks that were trained with small and with large batches?",
        DataSets = ["mnist"],
        TrainRows = 60_000,
        TestRows = 10_000,
        Learners = [Interpolated],
        Sweep = [SweepAxis.Of("rate", InterpolationRates)],
        Seeds = 5,
        Ours = "10 and 20 filters of 5 x 5, 50 and 30 units, 5 epochs, initial weights of its own for each network, 5000 rows for the "
            + "figures of train and of test, inputs standardized by the training rows, number of seeds",
        Claims =
        [
            .. InterpolationRates.SelectMany(InterpolationClaims),
        ],
        Pictures =
        [
            .. InterpolationRates.SelectMany(rate => (AlongSpec[])
            [
                new(
                    $"loss-rate-{rate}", InterpolatedAt(rate), InterpolationDiagnostic.Loss, "loss, nats", Split.Train,
                    Split.Test) { Logarithmic = true },
                new(
                    $"accuracy-rate-{rate}", InterpolatedAt(rate), InterpolationDiagnostic.Accuracy,
                    "accuracy, share of rows", Split.Train, Split.Test),
            ]),
        ],
        Quick = new() { EpochDivisor = 10, TrainRows = 5_000 },
    };

    /// <summary>After few epochs the networks of the small rate have hardly trained, so that nothing lies between them.</summary>
    private static IEnumerable<Claim> InterpolationClaims(string rate) =>
        from split in new[] { Split.Train, Split.Test }
        from claim in new[]
        {
            Claim.Within(
                $"between the networks the {split} accuracy drops by 0.1 and more, rate {rate}", InterpolatedAt(rate),
                LandscapeMeasures.Barrier(split), 0.1, double.PositiveInfinity),
            Claim.Within(
                $"between the networks the {split} accuracy rises sharply, by 0.1 and more from one to the next, rate {rate}",
                InterpolatedAt(rate), LandscapeMeasures.SharpestRise(split), 0.1, double.PositiveInfinity),
        }
        let said = claim.SaidAt("003:207")
        select rate == "0.001"
            ? said.Undecidable(
                "the report does not name the epochs, and after our 5 the networks of this rate have hardly trained: the epochs decide")
            : said;

    private static LearnerName InterpolatedAt(string rate) => Interpolated.At(new SweepPoint(Settings.Parse($"rate={rate}")));
}
