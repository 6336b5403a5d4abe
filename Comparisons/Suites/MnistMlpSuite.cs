using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Batch, penalty and shape of a small network on MNIST (D in the design's experiments).</summary>
internal static class MnistMlpSuite
{
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure TrainAccuracy = Measure.Metric(Split.Train, Metric.Accuracy);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly Measure TestLoss = Measure.Metric(Split.Test, Metric.LogLoss);
    private static readonly PredictionGrid BumpGrid = new(-2, 2, -2, 2, 33, 33);
    private static readonly Measure EdgeExcess = new(
        "squared error at the edge less that in the middle", "mean, in squared units of the target", BumpEdgeExcess);
    private static readonly Measure TestError = Measure.SquaredError(Split.Test);
    private static readonly string[] BumpDecays = ["0", "0.0001", "0.001", "0.01"];
    private static readonly string[] BumpWidths = ["64", "128", "256", "400", "64-64", "64-128", "100-200"];
    private static readonly int[] BumpRows = [100, 1000];
    private static readonly int[] BumpBatches = [10, 100];
    private static readonly LearnerSpec Wide = new(
        "mlp", "784-128-10", Settings.Parse("hidden=128 optimizer=sgd rate=0.3 drop-last=yes scaling=standardize-jointly"));
    private static readonly SweepPoint[] Batches =
    [
        new(Settings.Parse("batch=128 epochs=4"), "batch=128"), new(Settings.Parse("batch=1024 epochs=10"), "batch=1024"),
        new(Settings.Parse("batch=10000 epochs=30"), "batch=10000"), new(Settings.Parse("batch=20000 epochs=30"), "batch=20000"),
    ];
    private static readonly SweepPoint ByIteration = new(Settings.Parse("validate=iteration monitor=validation"), "validate=iteration");
    private static readonly SweepPoint ByEpoch = new(Settings.Parse("validate=epoch monitor=validation+test"), "validate=epoch");
    private static readonly LearnerSpec Penalized =
        new(
            "mlp", "784-128-10",
            Settings.Parse("hidden=128 optimizer=sgd rate=0.3 batch=1024 epochs=10 drop-last=yes scaling=standardize-jointly"));
    private static readonly SweepPoint NoPenalty = new(Settings.Parse("l1=0 l2=0 monitor=train+validation+test"), "no penalty");
    private static readonly LearnerSpec Shaped = new(
        "mlp", "mlp", Settings.Parse("optimizer=sgd rate=0.3 batch=1024 epochs=10 drop-last=yes scaling=standardize-jointly"));
    private static readonly LearnerSpec BumpNet = new(
        "mlp", "mlp", Settings.Parse("optimizer=adam rate=0.001 epochs=200 scaling=none monitor=train+validation"));
    private static readonly LearnerName BumpFew = BumpAt(DecayPoint("0"), 100, 10), BumpMany = BumpAt(DecayPoint("0"), 1000, 10);
    private static readonly string[] Decays = ["0.0000005", "0.000005", "0.00005", "0.0005"];

    public static Suite Suite { get; } = new(
        "mnist-mlp", "batch, penalty and shape of a network on MNIST", [BatchSize, Regularization, Architecture, Bump]);

    private static Experiment BatchSize => new()
    {
        Name = "batch-size",
        Question = "What does the batch size cost and gain at one learning rate, and what does validating after every iteration cost?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners = [Wide],
        Sweep = [new(Batches), new([ByIteration, ByEpoch])],
        Seeds = 10,
        Ours = "inputs standardized by the training rows, all pixels alike; number of seeds",
        Claims =
        [
            .. PublishedByBatch.Select(row => Claim.OfPublished(Wide.At(row.Batch, ByIteration), row.Test)),
            .. PublishedByBatch.Select(row => Claim.OfPublished(Wide.At(row.Batch, ByIteration), row.Train, TrainAccuracy)),
            .. Consecutive(ByIteration, "more updates are more accurate (test rows)", TestAccuracy),
            .. Consecutive(
                ByIteration, "more updates are more accurate (training rows; the report's table has 1024 above 128)", TrainAccuracy),
            .. Consecutive(ByIteration, "more updates are slower, validation after each of them", Measure.FitAndMonitorSeconds),
            .. Consecutive(ByEpoch, "more updates are slower, validation after each epoch", Measure.FitAndMonitorSeconds),
            Claim.Alike("10000 and 20000 take the same time within a tenth (the report's table), validation after each update",
                Wide.At(Batches[2], ByIteration), Wide.At(Batches[3], ByIteration),
                Measure.LogarithmOf(Measure.FitAndMonitorSeconds), Math.Log(1.1)),
            Claim.Within(
                "128 takes 1280 / 270 = 4.7 times as long as 20000 (the report's table), within a third: validation after each update",
                Wide.At(Batches[0], ByIteration), Measure.LogarithmOf(Measure.FitAndMonitorSeconds),
                Math.Log(1280.0 / 270 / 1.33), Math.Log(1280.0 / 270 * 1.33))
                with { Than = Wide.At(Batches[3], ByIteration) },
        ],
        Pictures =
        [
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation) { Logarithmic = true },
            new CurvesSpec("validation-accuracy", Metric.Accuracy, Split.Validation),
            new BarsSpec("test-accuracy", TestAccuracy),
            new BarsSpec("fit-time", Measure.FitSeconds),
            new BarsSpec("time-with-validation", Measure.FitAndMonitorSeconds),
        ],
        Quick = new() { TrainRows = null, Seeds = 1 }, // a batch is up to 20 000 rows
    };

    private static Experiment Regularization => BatchSize with
    {
        Name = "regularization",
        Question = "Does an L1 or an L2 penalty make 784-128-10 more accurate on unseen digits, and how strong should it be?",
        Learners = [Penalized],
        Sweep =
        [
            new(
            [
                NoPenalty, .. Decays.Select(decay => Penalty("l1", decay)), .. Decays.Select(decay => Penalty("l2", decay)),
            ]),
        ],
        Choices = [BestL1, BestL2],
        Ours = "the decays but for the report's best two (5e-7 and 5e-6; four of each, a decade apart, to keep the time down), the best "
            + "of each by the mean accuracy on validation rows, inputs standardized by the training rows, all pixels alike; number of "
                + "seeds",
        Claims =
        [
            Claim.OfPublished(Penalized.At(NoPenalty), 0.9741m),
            Claim.OfPublished(Penalized.At(Penalty("l1", "0.0000005")), 0.9749m),
            Claim.OfPublished(Penalized.At(Penalty("l2", "0.000005")), 0.9737m),
            Claim.Higher(
                "L1 helps: 5e-7 is more accurate than no penalty", Penalized.At(Penalty("l1", "0.0000005")), Penalized.At(NoPenalty),
                TestAccuracy),
            Claim.Higher(
                "L2 helps: 5e-6 is more accurate than no penalty", Penalized.At(Penalty("l2", "0.000005")), Penalized.At(NoPenalty),
                TestAccuracy),
            Claim.Higher(
                "L2 is the best (the report's text)", Penalized.At(Penalty("l2", "0.000005")), Penalized.At(Penalty("l1", "0.0000005")),
                TestAccuracy),
            Claim.Higher(
                "L1 is the best (the report's table)", Penalized.At(Penalty("l1", "0.0000005")), Penalized.At(Penalty("l2", "0.000005")),
                TestAccuracy),
            Claim.Higher("the best L1 helps: it is more accurate than no penalty", BestL1, Penalized.At(NoPenalty), TestAccuracy),
            Claim.Higher("the best L2 helps: it is more accurate than no penalty", BestL2, Penalized.At(NoPenalty), TestAccuracy),
            Claim.Higher("the best L2 is more accurate than the best L1", BestL2, BestL1, TestAccuracy),
            Claim.Within(
                "over-fitting starts late: without a penalty the validation loss is lowest in epoch 8 or later", Penalized.At(NoPenalty),
                Measure.LowestEpoch(Split.Validation, Metric.Loss), 8, double.PositiveInfinity),
        ],
        Pictures =
        [
            new AgainstSettingSpec("test-accuracy", TestAccuracy, "l1", "l2"),
            new BarsSpec("best-of-each", TestAccuracy) { Learners = [Penalized.At(NoPenalty), BestL1, BestL2] },
            new AgainstSettingSpec("validation-accuracy", ValidationAccuracy, "l1", "l2"),
            new AgainstSettingSpec("test-loss", TestLoss, "l1", "l2"),
            new CurvesSpec(
                "losses-without-penalty", Metric.Loss, Split.Train, Split.Validation, Split.Test) { Learners = [Penalized.At(NoPenalty)] },
            new AgainstSettingSpec("gap", Measure.Gap(Split.Validation, Metric.Accuracy), "l1", "l2"),
        ],
        Quick = new() { EpochDivisor = 5 }, // two epochs: of one there is no curve
    };

    private static Experiment Architecture => BatchSize with
    {
        Name = "architecture",
        Question = "What do width and depth cost and gain, and do networks of equal size but other shape differ?",
        Learners = [Shaped],
        Sweep = [new([.. PublishedByShape.Select(pair => Shape(pair.Hidden))])],
        Ours = "10 epochs, inputs standardized by the training rows, all pixels alike; number of seeds",
        Claims =
        [
            .. PublishedByShape.Select(pair => Claim.OfPublished(Shaped.At(Shape(pair.Hidden)), pair.Accuracy)),
            Claim.Higher(
                "one layer has the larger gap: [512] than [512, 512]", Shaped.At(Shape("512")), Shaped.At(Shape("512-512")),
                Measure.Gap(Split.Validation, Metric.Accuracy)),
            Claim.Higher(
                "one layer has the larger gap: [64] than [64, 64]", Shaped.At(Shape("64")), Shaped.At(Shape("64-64")),
                Measure.Gap(Split.Validation, Metric.Accuracy)),
            Claim.Higher(
                "one layer has the larger gap: [128] than [128, 64]", Shaped.At(Shape("128")), Shaped.At(Shape("128-64")),
                Measure.Gap(Split.Validation, Metric.Accuracy)),
            Claim.Higher("[256] is more accurate than [128]", Shaped.At(Shape("256")), Shaped.At(Shape("128")), TestAccuracy),
            Claim.Alike("[512] adds less than 0.002 to [256]", Shaped.At(Shape("512")), Shaped.At(Shape("256")), TestAccuracy, 0.002),
            Claim.Lower("[256] takes less time than [512]", Shaped.At(Shape("256")), Shaped.At(Shape("512")), Measure.FitSeconds),
            Claim.Higher(
                "about equal weights in other shapes differ: [128] is more accurate than [100, 200]", Shaped.At(Shape("128")),
                Shaped.At(Shape("100-200")), TestAccuracy),
            Claim.Higher(
                "about equal weights in other shapes differ: [128, 64] is more accurate than [80, 512]", Shaped.At(Shape("128-64")),
                Shaped.At(Shape("80-512")), TestAccuracy),
            Claim.Higher(
                "[512, 80] is more accurate than [80, 512], which has a quarter of its weights and the same units",
                Shaped.At(Shape("512-80")), Shaped.At(Shape("80-512")), TestAccuracy),
        ],
        Pictures = [
            new BarsSpec("test-accuracy", TestAccuracy),
            new BarsSpec("gap", Measure.Gap(Split.Validation, Metric.Accuracy)),
            new BarsSpec("fit-time", Measure.FitSeconds),
            new BarsSpec("parameters", Measure.Parameters),
            new BarsSpec("test-loss", TestLoss)],
        Quick = new(),
    };

    private static Experiment Bump => new()
    {
        Name = "bump",
        Question = "Which penalty, number of samples, batch and shape fit x1 exp(-x1^2 - x2^2) best?",
        DataSets = ["bump"],
        TrainRows = 1_000,
        ValidationRows = 1_000,
        TestRows = 1_000,
        Learners = [BumpNet],
        Sweep =
        [
            new([.. BumpDecays.Select(DecayPoint), .. BumpWidths.Select(WidthPoint)]),
            new([.. BumpRows.Select(RowsPoint)]),
            new([.. BumpBatches.Select(BatchPoint)]),
        ],
        Seeds = 10,
        Ours = "Adam at 0.001, the decays, a ReLU in networks of one hidden layer, 1000 test samples, number of seeds; the report's table "
            + "holds negative figures, which no mean squared error is",
        Claims =
        [
            .. from rows in BumpRows
               from batch in BumpBatches
               from decay in BumpDecays.Skip(1)
               select Claim.Lower(
                   $"the least decay is best: none beside {decay}, {rows} samples, batch {batch}", BumpAt(DecayPoint("0"), rows, batch),
                   BumpAt(DecayPoint(decay), rows, batch), TestError),
            .. from batch in BumpBatches
               from shape in BumpWidths.Select(WidthPoint).Append(DecayPoint("0"))
               select Claim.Lower(
                   $"1000 samples fit better than 100: {shape.Text}, batch {batch}", BumpAt(shape, 1000, batch), BumpAt(shape, 100, batch),
                   TestError),
            Claim.Lower(
                "1000 samples fit better most at the edge: the error there, beyond 1.5, less that in the middle is lower", BumpMany,
                BumpFew, EdgeExcess),
        ],
        Map = new(BumpGrid, 10, BumpFew, BumpMany),
        Pictures =
        [
            new BarsSpec("test-error", TestError), new BarsSpec("training-error", Measure.SquaredError(Split.Train)),
            new SurfaceSpec("truth", BumpMany, "x1", "x2", (-0.45, 0.45)) { Truth = BumpHeight },
            new SurfaceSpec("prediction-1000", BumpMany, "x1", "x2", (-0.45, 0.45)),
            new SurfaceSpec("prediction-100", BumpFew, "x1", "x2", (-0.45, 0.45)),
        ],
        Quick = new() { TrainRows = null },
    };

    private static Choice BestL1 => BestOf("the best L1", "l1");

    private static Choice BestL2 => BestOf("the best L2", "l2");

    /// <summary>The decay of a penalty with the highest mean accuracy on validation rows.</summary>
    private static Choice BestOf(string name, string penalty) =>
        new(name, ValidationAccuracy, [.. Decays.Select(decay => Penalized.At(Penalty(penalty, decay)))]);

    /// <summary>The network with hidden layers of these widths.</summary>
    private static SweepPoint Shape(string hidden) => new(Settings.Parse($"hidden={hidden}"));

    private static SweepPoint Penalty(string name, string decay) => new(Settings.Parse($"{name}={decay}"));

    private static SweepPoint DecayPoint(string decay) =>
        new(Settings.Parse($"hidden=128-64 activation=relu+sigmoid l2={decay}"), $"128-64 l2={decay}");

    private static SweepPoint WidthPoint(string widths) =>
        new(Settings.Parse($"hidden={widths} activation={(widths.Contains('-') ? "relu+sigmoid" : "relu")}"), widths);

    private static SweepPoint RowsPoint(int rows) => new(Settings.Parse($"rows={rows}"), $"{rows} samples");

    private static SweepPoint BatchPoint(int batch) => new(Settings.Parse($"batch={batch}"));

    private static LearnerName BumpAt(SweepPoint shape, int rows, int batch) => BumpNet.At(shape, RowsPoint(rows), BatchPoint(batch));

    private static double BumpHeight(double x, double y) => x * Math.Exp(-(x * x) - (y * y));

    /// <summary>The mean squared error of grid predictions where a feature is beyond ±1.5, less that of the rest.</summary>
    private static double? BumpEdgeExcess(TrialResult result)
    {
        if (result.PlacePredictions is not { } values || values.Count != BumpGrid.Count)
            return null;
        var errors = Enumerable.Range(0, BumpGrid.Count)
            .Select(i => (X: BumpGrid.X(i % BumpGrid.Columns), Y: BumpGrid.Y(i / BumpGrid.Columns), Value: values[i]))
            .ToLookup(
                place => Math.Max(Math.Abs(place.X), Math.Abs(place.Y)) > 1.5,
                place => Math.Pow(place.Value - BumpHeight(place.X, place.Y), 2));
        return errors[true].Average() - errors[false].Average();
    }

    /// <summary>The report's accuracies by batch size.</summary>
    private static (SweepPoint Batch, decimal Train, decimal Test)[] PublishedByBatch =>
    [
        (Batches[0], 0.9754m, 0.9747m), (Batches[1], 0.9785m, 0.9691m), (Batches[2], 0.9425m, 0.9482m), (Batches[3], 0.9195m, 0.9261m),
    ];

    /// <summary>The test accuracies that the report gives for each shape.</summary>
    private static (string Hidden, decimal Accuracy)[] PublishedByShape =>
    [
        ("64", 0.9729m), ("128", 0.9766m), ("256", 0.9752m), ("512", 0.9782m), ("64-64", 0.9697m),
        ("512-512", 0.9706m), ("128-64", 0.9707m), ("80-512", 0.9637m), ("100-200", 0.9702m), ("512-80", 0.9749m),
    ];

    /// <summary>That a measure is higher at each batch size than at the next larger one.</summary>
    private static IEnumerable<Claim> Consecutive(SweepPoint protocol, string text, Measure measure) =>
        Batches.Zip(Batches.Skip(1), (small, large) => Claim.Higher(
        $"{text}: {small.Text} than {large.Text}", Wide.At(small, protocol), Wide.At(large, protocol), measure));
}
