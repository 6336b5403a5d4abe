using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Batch, penalty and shape of a small network on MNIST (D in the design's experiments).</summary>
internal static class MnistMlpSuite
{
    /// <summary>The largest difference of two accuracies that does not matter.</summary>
    private const double Margin = 0.002;

    private const double LossWithin = 0.02; // nats
    private const string SmallestBatch = "002:50";
    private const string OneLayerIsFitted =
        "the report names neither its rate nor its epochs, and our 20 epochs at 0.3 were taken because they give about this figure";

    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly Measure TestLoss = Measure.Metric(Split.Test, Metric.LogLoss);
    private static readonly Measure Gap = Measure.Gap(Split.Validation, Metric.Accuracy);
    private static readonly Measure LastBatchLoss = Measure.Recorded(StepDiagnostic.BatchLoss, "loss of the last batch", "nats");
    private static readonly Measure LastBatchAccuracy = Measure.Recorded(
        StepDiagnostic.BatchAccuracy, "accuracy of the last batch", "share of the batch's rows");
    private static readonly LearnerSpec Wide = new(
        "mlp", "784-128-10", Settings.Parse("hidden=128 optimizer=sgd rate=0.3 drop-last=yes scaling=standardize-jointly batch-loss=1 "
            + "batch-accuracy=1"));
    private static readonly LearnerSpec WideByRate = new(
        "mlp", "784-128-10", Settings.Parse("hidden=128 optimizer=sgd epochs=30 drop-last=yes scaling=standardize-jointly"));
    private static readonly SweepPoint[] Batches =
    [
        new(Settings.Parse("batch=128 epochs=4"), "batch=128"), new(Settings.Parse("batch=1024 epochs=10"), "batch=1024"),
        new(Settings.Parse("batch=10000 epochs=30"), "batch=10000"), new(Settings.Parse("batch=20000 epochs=30"), "batch=20000"),
    ];
    private static readonly string[] OneLayer = ["64", "128", "512"]; // at the rate of two layers, too
    private static readonly string[] LargeBatches = ["10000", "20000"];
    private static readonly SweepPoint ByIteration = new(Settings.Parse("validate=iteration monitor=validation"), "validate=iteration");
    private static readonly SweepPoint ByEpoch = new(Settings.Parse("validate=epoch monitor=validation+test"), "validate=epoch");
    private static readonly LearnerSpec Shaped = new(
        "mlp", "mlp",
        Settings.Parse("optimizer=sgd rate=0.3 batch=1024 epochs=20 drop-last=yes scaling=standardize-jointly batch-loss=1 "
            + "batch-accuracy=1"));

    public static Suite Suite { get; } = new(
        "mnist-mlp", "batch, penalty and shape of a network on MNIST",
        [BatchSize, LargeBatchRate, MnistPenalties.Of(BatchSize), Architecture, MnistBump.Bump])
    {
        Parts = [ArchitectureRates],
        Sentences = Report002.Sentences,
    };

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
        Ours = "plain SGD at the rate 0.3 for all batches (the report names neither; one value of ours is compared with eight figures); "
            + "inputs standardized by the training rows, all pixels alike; number of seeds; a "
            + "difference of accuracies up to 0.002 does not matter; the report's training losses and accuracies are read as those of the "
            + "last batch; claims on time are judged in a run with --threads 1 alone, for trials at once disturb one another",
        Claims =
        [
            .. PublishedByBatch.SelectMany(row => Row(
                row.Source, Wide.At(row.Batch, ByIteration), row.Train, row.TrainLoss, row.Test, row.TestLoss, row.Seconds,
                Measure.FitAndMonitorSeconds, fitted: null)),
            .. Consecutive(ByIteration, "more updates are more accurate (test rows)", TestAccuracy).SaidAt("002:55", Margin),
            .. Consecutive(ByIteration, "more updates are slower, validation after each of them", Measure.FitAndMonitorSeconds)
                .SaidAt("002:55"),
            .. Consecutive(ByEpoch, "more updates are slower, validation after each epoch", Measure.FitAndMonitorSeconds),
            .. Batches.Select(batch => Claim.Higher(
                $"{batch.Text} takes longer where each update is validated than where each epoch is", Wide.At(batch, ByIteration),
                Wide.At(batch, ByEpoch), Measure.FitAndMonitorSeconds)).SaidAt("002:19"),
            Claim.Alike(
                "10000 and 20000 take the same time within a tenth, validation after each update",
                Wide.At(Batches[2], ByIteration), Wide.At(Batches[3], ByIteration),
                Measure.LogarithmOf(Measure.FitAndMonitorSeconds), Math.Log(1.1)).SaidAt("002:53"),
            (Claim.Within(
                "128 takes 1280 / 270 = 4.7 times as long as 20000, within a third: validation after each update",
                Wide.At(Batches[0], ByIteration), Measure.LogarithmOf(Measure.FitAndMonitorSeconds),
                Math.Log(1280.0 / 270 / 1.33), Math.Log(1280.0 / 270 * 1.33))
                with { Than = Wide.At(Batches[3], ByIteration) }).SaidAt("002:50"),
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

    private static Experiment LargeBatchRate => BatchSize with
    {
        Name = "large-batch-rate",
        Question = "Do large batches need a higher learning rate?",
        Learners = [WideByRate],
        Sweep = [SweepAxis.Of("batch", LargeBatches), SweepAxis.Of("rate", "0.3", "0.6")],
        Ours = "the rates: that of batch-size and twice it; inputs standardized by the training rows, all pixels alike; number of seeds; a "
            + "difference of accuracies up to 0.002 does not matter",
        Claims =
        [
            .. LargeBatches.Select(batch => Claim.Higher(
                $"a batch of {batch} is more accurate at the rate 0.6 than at 0.3", AtRate(batch, "0.6"), AtRate(batch, "0.3"),
                TestAccuracy)).SaidAt("002:55", Margin),
        ],
        Pictures = [
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation) { Logarithmic = true },
            new BarsSpec("test-accuracy", TestAccuracy)],
    };

    /// <summary>The shapes, of which others take some.</summary>
    internal static Experiment Architecture => BatchSize with
    {
        Name = "architecture",
        Question = "What do width and depth cost and gain, and do networks of equal size but other shape differ?",
        Learners = [Shaped],
        Sweep = [new([.. PublishedByShape.Select(row => Shape(row.Hidden)), .. OneLayer.Select(AtTwoTenths)])],
        Ours = "plain SGD; 20 epochs at the rate 0.3 for one hidden layer, which give the report's figures of [64] and [128] and so decide "
            + "nothing about them; the rate 0.2 for two (architecture-rates compares 0.1, 0.2 and 0.3), and for one layer beside two; "
            + "inputs standardized by the training rows, all pixels alike; number of seeds; a difference of accuracies up to 0.002 does "
            + "not matter; the report's training losses and accuracies are read as those of the last batch; the claim on time is judged in "
            + "a run with --threads 1 alone, for trials at once disturb one another",
        Claims =
        [
            .. PublishedByShape.SelectMany(row => Row(
                row.Source, Named(row.Hidden), row.Train, row.TrainLoss, row.Test, row.TestLoss, row.Seconds, Measure.FitSeconds,
                row.Hidden is "64" or "128" ? OneLayerIsFitted : null)),
            Claim.Within(
                "[512, 512] has 1 342 578 688 weights, within a thousandth", Named("512-512"), Measure.Parameters, 1_341_236_000,
                1_343_921_000).SaidAt("002:141"),
            Claim.Lower("too few weights: [64] is less accurate than [128]", Named("64"), Named("128"), TestAccuracy)
                .SaidAt("002:149", Margin),
            Claim.Lower("too many weights: [512, 512] is less accurate than [512], both at the rate 0.2", Named("512-512"),
                Shaped.At(AtTwoTenths("512")), TestAccuracy)
                .SaidAt("002:149", Margin),
            .. new[] { ("512", "512-512"), ("64", "64-64"), ("128", "128-64") }.Select(pair => Claim.Higher(
                $"one layer has the larger gap: [{pair.Item1}] than {Brackets(pair.Item2)}, both at the rate 0.2",
                Shaped.At(AtTwoTenths(pair.Item1)), Named(pair.Item2), Gap))
                .SaidAt("002:150", Margin),
            Claim.Within(
                "[256] is good: [512] is less than 0.002 more accurate", Named("512"), TestAccuracy, double.NegativeInfinity, Margin)
                .SaidAt("002:154") with { Than = Named("256") },
            Claim.Lower("[256] takes less time than [512]", Named("256"), Named("512"), Measure.FitSeconds).SaidAt("002:154"),
            Claim.Higher("[256] is more accurate than [128]", Named("256"), Named("128"), TestAccuracy).UpTo(Margin),
            MoreAccurate("128", "100-200"),
            MoreAccurate("128-64", "80-512"),
            Claim.Higher(
                "[512, 80] is more accurate than [80, 512], which has a quarter of its weights and the same units", Named("512-80"),
                Named("80-512"), TestAccuracy).UpTo(Margin),
        ],
        Pictures = [
            new BarsSpec("test-accuracy", TestAccuracy),
            new BarsSpec("gap", Gap),
            new BarsSpec("fit-time", Measure.FitSeconds),
            new BarsSpec("parameters", Measure.Parameters),
            new BarsSpec("test-loss", TestLoss)],
        Quick = new(),
    };

    private static Experiment ArchitectureRates => Architecture with
    {
        Name = "architecture-rates",
        Question = "Which learning rate suits networks of two hidden layers, and do some fall apart at a large one?",
        Sweep =
        [
            SweepAxis.Of("hidden", PublishedByShape.Select(row => row.Hidden).Where(hidden => hidden.Contains('-'))),
            SweepAxis.Of("rate", "0.1", "0.2", "0.3"),
        ],
        Seeds = 5,
        Ours = "everything: the search for the rate of two hidden layers in architecture",
        Claims = [],
        Pictures = [new BarsSpec("validation-accuracy", ValidationAccuracy) { EachSeed = true }],
    };

    /// <summary>That one of two networks of about equal weights is more accurate.</summary>
    internal static Claim MoreAccurate(string hidden, string than) => Claim.Higher(
        $"about equal weights in other shapes differ: {Brackets(hidden)} is more accurate than {Brackets(than)}, both at the rate 0.2",
        Shaped.At(AtTwoTenths(hidden)), Shaped.At(AtTwoTenths(than)), TestAccuracy).UpTo(Margin);

    /// <summary>An axis of networks with hidden layers of these widths.</summary>
    internal static SweepAxis Shapes(params IEnumerable<string> hidden) => new([.. hidden.Select(Shape)]);

    private static LearnerName Named(string hidden) => Shaped.At(Shape(hidden));

    private static string Brackets(string hidden) => $"[{hidden.Replace("-", ", ", StringComparison.Ordinal)}]";

    private static LearnerName AtRate(string batch, string rate) => WideByRate.At(
        new SweepPoint(new Settings(("batch", batch))), new SweepPoint(new Settings(("rate", rate))));

    /// <summary>The network with hidden layers of these widths at the rate 0.2, which that of two layers has anyway.</summary>
    private static SweepPoint AtTwoTenths(string hidden) => hidden.Contains('-')
        ? Shape(hidden) : new(Settings.Parse($"hidden={hidden} rate=0.2"), $"hidden={hidden} rate=0.2");

    /// <summary>The network with hidden layers of these widths, at the rate for their number.</summary>
    private static SweepPoint Shape(string hidden) => new(
        Settings.Parse($"hidden={hidden} rate={(hidden.Contains('-') ? "0.2" : "0.3")}"), $"hidden={hidden}");

    /// <summary>The figures of one row of a table of the report.</summary>
    private static IEnumerable<Claim> Row(
        string source, LearnerName learner, decimal train, decimal trainLoss, decimal test, decimal testLoss, decimal seconds, Measure time,
        string? fitted) => new[]
        {
            Claim.OfPublished(learner, test).Undecidable(fitted),
            Claim.OfPublished(learner, testLoss, TestLoss, within: LossWithin).Undecidable(fitted),
            Claim.OfPublished(learner, trainLoss, LastBatchLoss, within: LossWithin)
                .Undecidable(source == SmallestBatch ? ReportClaims.OfUnknownRows : fitted),
            Claim.OfPublished(learner, train, LastBatchAccuracy)
                .Undecidable(source == SmallestBatch ? ReportClaims.OfUnknownRows : fitted),
            Claim.OfPublished(learner, seconds, time).Undecidable(ReportClaims.OfAnotherMachine),
        }.SaidAt(source);

    /// <summary>The report's figures by batch size.</summary>
    private static (string Source, SweepPoint Batch, decimal Seconds, decimal TrainLoss, decimal Train, decimal TestLoss, decimal Test)[]
        PublishedByBatch =>
    [
        ("002:50", Batches[0], 1280, 0.0840874m, 0.9754m, 0.0831195m, 0.9747m),
        ("002:51", Batches[1], 400, 0.0829664m, 0.978515m, 0.1041465m, 0.9691m),
        ("002:52", Batches[2], 270, 0.2006139m, 0.9425m, 0.1775361m, 0.9482m),
        ("002:53", Batches[3], 270, 0.2700259m, 0.9195m, 0.2555614m, 0.9261m),
    ];

    /// <summary>The report's figures by shape.</summary>
    private static (string Source, string Hidden, decimal Seconds, decimal TrainLoss, decimal Train, decimal TestLoss, decimal Test)[]
        PublishedByShape =>
    [
        ("002:136", "64", 22.428m, 0.048452m, 0.9892m, 0.0856m, 0.9729m),
        ("002:137", "128", 36.619m, 0.03774m, 0.99218m, 0.07867m, 0.9766m),
        ("002:138", "256", 68.513m, 0.032775m, 0.991210m, 0.07744m, 0.9752m),
        ("002:139", "512", 126.412m, 0.03132m, 0.99414m, 0.071216m, 0.9782m),
        ("002:140", "64-64", 27.664m, 0.06569m, 0.98535m, 0.097230m, 0.9697m),
        ("002:141", "512-512", 229.146m, 0.07086m, 0.981445m, 0.099679m, 0.9706m),
        ("002:142", "128-64", 43.134m, 0.053017m, 0.98730m, 0.092121m, 0.9707m),
        ("002:143", "80-512", 60.797m, 0.09717m, 0.96679m, 0.1155m, 0.9637m),
        ("002:144", "100-200", 48.432m, 0.051773m, 0.9882m, 0.09499m, 0.9702m),
        ("002:145", "512-80", 136.785m, 0.045381m, 0.9892m, 0.083578m, 0.9749m),
    ];

    /// <summary>That a measure is higher at each batch size than at the next larger one.</summary>
    private static IEnumerable<Claim> Consecutive(SweepPoint protocol, string text, Measure measure) =>
        Batches.Zip(Batches.Skip(1), (small, large) => Claim.Higher(
        $"{text}: {small.Text} than {large.Text}", Wide.At(small, protocol), Wide.At(large, protocol), measure));
}
