using System.Globalization;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Optimization and generalization watched (E in the design's experiments).</summary>
internal static class LandscapeSuite
{
    private const string CnnSettings =
        "image=1x28x28 filters=10-20 hidden=50-30 kernel=5 keep-size=no optimizer=sgd scaling=standardize-jointly";
    private static readonly LearnerSpec Mlp = new(
        "mlp", "mlp", Settings.Parse(
            "optimizer=adam rate=0.0012 weight-decay=0.0001 batch=200 epochs=5000 patience=500 scaling=none monitor=train+validation"));
    private static readonly SweepPoint FirstShape = new(Settings.Parse("hidden=16-32-32-16"));
    private static readonly SweepPoint SecondShape = new(Settings.Parse("hidden=18-30-30-18"));
    private static readonly SweepPoint ThirdShape = new(Settings.Parse("hidden=14-34-34-14"));
    private static readonly LearnerName First = Mlp.At(FirstShape);
    private static readonly LearnerName Second = Mlp.At(SecondShape);
    private static readonly LearnerName Third = Mlp.At(ThirdShape);
    private static readonly LearnerSpec MnistNet = new("convnet", "cnn", Settings.Parse(
        "image=1x28x28 kernel=5 keep-size=no dropout=0.1 optimizer=adam rate=0.003 schedule=one-cycle batch=64 epochs=5 "
            + "scaling=standardize-jointly"));
    private static readonly SweepPoint FirstFilters = new(Settings.Parse("filters=10-20 hidden=50-30"), "10-20 filters, 50 units");
    private static readonly SweepPoint SecondFilters = new(Settings.Parse("filters=16-20 hidden=70-30"), "16-20 filters, 70 units");
    private static readonly SweepPoint ThirdFilters = new(Settings.Parse("filters=12-20 hidden=60-30"), "12-20 filters, 60 units");
    private static readonly LearnerName Cnn1 = MnistNet.At(FirstFilters);
    private static readonly LearnerName Cnn2 = MnistNet.At(SecondFilters);
    private static readonly LearnerName Cnn3 = MnistNet.At(ThirdFilters);
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
    private static readonly LearnerSpec Sensitive = new(
        "convnet", "cnn", Settings.Parse($"{CnnSettings} rate=0.001 sensitivity=500 monitor=test"));
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure TestLoss = Measure.Metric(Split.Test, Metric.LogLoss);
    private static readonly Measure TestError = Measure.SquaredError(Split.Test);
    private static readonly Measure TrainError = Measure.SquaredError(Split.Train);
    private static readonly Measure Speed = Measure.EpochsUntil(0.05, Split.Train, Metric.Loss, mostEpochs: 5_000);
    private static readonly Measure EndLoss = Measure.Recorded(
        CriticalPointDiagnostic.EndLoss, "training loss where training ended", "in variances of the target");
    private static readonly string[] EpochBatches = ["50", "1000", "4000", "5000", "10000"];
    private static readonly string[] UpdateBatches = ["50", "500"];

    public static Suite Suite { get; } = new(
        "landscape", "optimization and generalization, watched", [Functions, MnistCnn, Paths, MinimalRatio, Interpolation, Sensitivity])
    {
        Parts = [GradientNorm],
    };

    private static Experiment Functions => new()
    {
        Name = "functions",
        Question = "Which of three networks of about equal size fits a sine, a cardinal sine and a growing sine fastest and best?",
        DataSets = ["sine", "sinc", "growing-sine"],
        TrainRows = 2_000,
        ValidationRows = 500,
        TestRows = 500,
        Learners = [Mlp],
        Sweep = [new([FirstShape, SecondShape, ThirdShape])],
        Seeds = 10,
        Ours = "inputs in [-1, 1], 2000 samples, batch 200, targets standardized, end after 500 epochs without a better validation loss, "
            + "number of seeds",
        Claims =
        [
            Claim.Lower("the third converges faster than the first", Third, First, Speed),
            Claim.Lower("the third converges faster than the second", Third, Second, Speed),
            Claim.Lower("the third fits better than the first", Third, First, TestError),
            Claim.Lower("the third fits better than the second", Third, Second, TestError),
            Claim.Higher("the first is slower than the second", First, Second, Speed),
            Claim.Higher("the first has a higher loss than the second", First, Second, TrainError),
            Claim.Higher("the first has a higher loss than the third", First, Third, TrainError),
        ],
        Pictures =
        [
            new CurvesSpec("training-loss", Metric.Loss, Split.Train) { Logarithmic = true },
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation) { Logarithmic = true },
            new BarsSpec("test-error", TestError), new BarsSpec("parameters", Measure.Parameters),
        ],
        Quick = new() { EpochDivisor = 50 },
    };

    private static Experiment MnistCnn => new()
    {
        Name = "mnist-cnn",
        Question = "Which of three small convolutional networks reads handwritten digits best, and what does it cost?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners = [MnistNet],
        Sweep = [new([FirstFilters, SecondFilters, ThirdFilters])],
        Seeds = 10,
        Ours = "30 units in the second dense layer, Adam at 0.003 along one cycle and dropout 0.1, which were the best of five choices on "
            + "validation rows; batch 64, 5 epochs, inputs standardized by the training rows, number of seeds",
        Claims =
        [
            Claim.Higher("the second is more accurate than the first", Cnn2, Cnn1, TestAccuracy),
            Claim.Higher("the second is more accurate than the third", Cnn2, Cnn3, TestAccuracy),
            Claim.Higher("the third is more accurate than the first", Cnn3, Cnn1, TestAccuracy),
            Claim.Higher("the second is slower than the first", Cnn2, Cnn1, Measure.FitSeconds),
            Claim.Higher("the second is slower than the third", Cnn2, Cnn3, Measure.FitSeconds),
        ],
        Pictures =
        [
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation),
            new CurvesSpec("validation-accuracy", Metric.Accuracy, Split.Validation),
            new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("fit-time", Measure.FitSeconds),
        ],
        Quick = new() { EpochDivisor = 5 },
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
                Network, LandscapeMeasures.EarlyMovement("first"), Math.Log(2), double.PositiveInfinity),
            Claim.Within(
                "the whole moves more smoothly than the first layer", Network, LandscapeMeasures.SmootherThanFirst, 0,
                double.PositiveInfinity),
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
        Claim.Within(
            "the gradient's norm falls with the loss: they are correlated over the updates", Network, LandscapeMeasures.NormWithLoss, 0,
            double.PositiveInfinity),
        Claim.Within(
            "there are occasional spikes: in more than one of 2500 updates the norm is above three times the median about it", Network,
            LandscapeMeasures.Spikes, 1.5 / 2450, 0.1),
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
            Claim.Within(
                "the loss does not reach 0 in training: it ends above a thousandth of the target's variance", Small, EndLoss, 0.001,
                double.PositiveInfinity),
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

    private static Experiment Interpolation => new()
    {
        Name = "interpolation",
        Question = "What lies between and beyond two networks that were trained with small and with large batches?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners = [Interpolated],
        Sweep = [SweepAxis.Of("rate", InterpolationRates)],
        Seeds = 5,
        Ours = "10 and 20 filters of 5 x 5, 50 and 30 units, 5 epochs, initial weights of its own for each network, 5000 rows for the "
            + "figures of train and of test, inputs standardized by the training rows, number of seeds",
        Claims =
        [
            .. InterpolationRates.SelectMany(_ => (string[])[Split.Train, Split.Test], (rate, split) => Claim.Within(
                $"between the networks the {split} accuracy drops by 0.1 and more, rate {rate}",
                InterpolatedAt(rate), LandscapeMeasures.Barrier(split), 0.1, double.PositiveInfinity)),
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

    private static Experiment Sensitivity => Interpolation with
    {
        Name = "sensitivity",
        Question = "Does the batch size decide how sensitive a network is to its inputs, at equal epochs and at equal updates?",
        Learners = [Sensitive],
        Sweep = [new([.. EpochBatches.Select(EpochPoint), .. UpdateBatches.Select(UpdatePoint)])],
        Ours = "10 and 20 filters of 5 x 5, 50 and 30 units; the batches but for 50 and 10 000; 5 epochs, or 1000 updates; 500 test rows "
            + "for the sensitivity; inputs standardized by the training rows, number of seeds",
        Claims =
        [
            Claim.Lower(
                "sensitivity falls with the batch: 1000 below 50, equal epochs", Sensitive.At(EpochPoint("1000")),
                Sensitive.At(EpochPoint("50")), LandscapeMeasures.Sensitivity),
            Claim.Higher(
                "sensitivity peaks near 4000: above 1000, equal epochs", Sensitive.At(EpochPoint("4000")), Sensitive.At(EpochPoint("1000")),
                LandscapeMeasures.Sensitivity),
            Claim.Higher(
                "sensitivity peaks near 4000: above 10 000, equal epochs", Sensitive.At(EpochPoint("4000")),
                Sensitive.At(EpochPoint("10000")), LandscapeMeasures.Sensitivity),
            Claim.Lower(
                "beyond 5000 the accuracy drops: 10 000 below 5000, equal epochs", Sensitive.At(EpochPoint("10000")),
                Sensitive.At(EpochPoint("5000")), TestAccuracy),
            Claim.Higher(
                "beyond 5000 the loss rises: 10 000 above 5000, equal epochs", Sensitive.At(EpochPoint("10000")),
                Sensitive.At(EpochPoint("5000")), TestLoss),
            Claim.Lower(
                "sensitivity falls with the batch: 500 below 50, equal updates", Sensitive.At(UpdatePoint("500")),
                Sensitive.At(UpdatePoint("50")), LandscapeMeasures.Sensitivity),
        ],
        Pictures =
        [
            .. AgainstBatch("sensitivity", LandscapeMeasures.Sensitivity),
            .. AgainstBatch("accuracy", TestAccuracy),
            .. AgainstBatch("loss", TestLoss),
        ],
        Quick = new() { EpochDivisor = 50, TrainRows = 5_000, Seeds = 1 },
    };

    private static LearnerName InterpolatedAt(string rate) => Interpolated.At(new SweepPoint(Settings.Parse($"rate={rate}")));

    /// <summary>A measure against the batch size, at equal epochs and at equal updates.</summary>
    private static AgainstLearnersSpec[] AgainstBatch(string name, Measure measure) =>
    [
        new(
            $"{name}-equal-epochs", measure, "batch, rows",
            [.. EpochBatches.Select(batch => (Rows(batch), Sensitive.At(EpochPoint(batch))))]) { LogarithmicX = true },
        new(
            $"{name}-equal-updates", measure, "batch, rows",
            [.. UpdateBatches.Select(batch => (Rows(batch), Sensitive.At(UpdatePoint(batch))))]) { LogarithmicX = true },
    ];

    private static double Rows(string batch) => double.Parse(batch, CultureInfo.InvariantCulture);

    private static SweepPoint EpochPoint(string batch) => new(Settings.Parse($"batch={batch} epochs=5"), $"equal epochs, batch={batch}");

    /// <summary>1000 updates of 50 000 rows.</summary>
    private static SweepPoint UpdatePoint(string batch) =>
        new(Settings.Parse($"batch={batch} epochs={Rows(batch) / 50}"), $"equal updates, batch={batch}");
}
