using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Two classes of images, few of them: boosted trees, and networks with and without pretraining (C in the design).</summary>
internal static class TransferSuite
{
    private const double Within = 0.05; // two standard errors of an accuracy on the reference's 400 test images
    private const double Margin = 0.02; // the largest difference of two accuracies that does not matter
    private const string Pool =
        "the images: no set of faces can be shipped, so photos of cats and dogs, and photos against spliced photos (CIFAR-10), 32 pixels "
        + "on a side; each seed draws its 1400 training images from 5000; 800 more test images beside the 400, on which learners are "
        + "compared; a difference of accuracies up to 0.02 does not matter";

    private const string ByNetwork = Pool + "; the networks see them enlarged to 128 pixels; the pretrained network (ResNet-18 with "
        + "blocks 2, 2, 2, 3); what features of a frozen network take is in the fit time of the trial that computed them first";

    private static readonly string[] Rates = ["0.1", "0.01", "0.001", "0.0001"];
    private static readonly decimal[] ReportedScratch = [0.475m, 0.535m, 0.45m, 0.556m];
    private static readonly decimal[] ReportedProbing = [0.72m, 0.695m, 0.635m, 0.495m];
    private static readonly decimal[] ReportedTuning = [0.5m, 0.563m, 0.725m, 0.73m];
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure TrainAccuracy = Measure.Metric(Split.Train, Metric.Accuracy);
    private static readonly Measure LargeAccuracy = Measure.Metric(Split.LargeTest, Metric.Accuracy);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);

    private const string FastTreesDefaults = "trees=100 leaves=20 rate=0.2 row-fraction=1 split-feature-fraction=1";

    private static readonly LearnerSpec FastTree = new("fast-tree", "FastTree", Settings.Parse("rows=1400"));
    private static readonly LearnerSpec[] Scratch = [.. Rates.Select(rate => Network("scratch", "scratch", rate))];
    private static readonly LearnerSpec[] Probing = [.. Rates.Select(rate => Network("probing", "probe", rate))];
    private static readonly LearnerSpec[] Tuning = [.. Rates.Select(rate => Network("fine-tuning", "fine-tune", rate))];
    private static readonly LearnerSpec SlowTuning = Network("fine-tuning", "fine-tune", "0.00001");
    private static readonly LearnerSpec Logistic = new(
        "image-logistic-regression", "logistic regression on features", Settings.Parse("rows=1400"));
    private static readonly LearnerSpec LongProbing = new(
        "image-transfer", "probing, 60 epochs", Settings.Parse("mode=probe rate=0.001 epochs=60 batch=32 monitor=none rows=1400"));
    private static readonly LearnerSpec TwoRates = new(
        "image-transfer", "fine-tuning, head faster",
        Settings.Parse("mode=fine-tune rate=0.01 backbone-rate=0.0001 epochs=1 batch=32 monitor=none rows=1400"));
    private static readonly LearnerSpec Both = new(
        "image-transfer", "probing, then fine-tuning",
        Settings.Parse(
            "mode=probe-then-fine-tune probe-rate=0.01 probe-epochs=5 rate=0.001 backbone-rate=0.0001 epochs=1 batch=32 monitor=none "
            + "rows=1400"));

    private static readonly LearnerSpec[] AtTheirBest =
    [
        Network("scratch", "scratch", "0.001", rows: 0), Network("probing", "probe", "0.01", rows: 0),
        Network("fine-tuning", "fine-tune", "0.0001", rows: 0), new("boosted-trees", "boosted trees", Settings.Parse(FastTreesDefaults)),
    ];

    public static Suite Suite { get; } = new(
        "transfer", "two classes of images, few to train on", [Boosting, Modes, TrainingSize])
    {
        Parts = [LargeImages],
        Sentences = Report001.Transfer,
    };

    private static Experiment Boosting => new()
    {
        Name = "boosting",
        Question = "How well do boosted trees tell two classes of images apart by their raw pixels, and do they learn the training images "
            + "by heart?",
        DataSets = ["cats-dogs", "spliced"],
        TrainRows = 5_000,
        TestRows = 400,
        LargeTestRows = 800,
        Learners =
        [
            new("boosted-trees", "boosted trees", Settings.Parse($"{FastTreesDefaults} monitor=train+test rows=1400")),
            FastTree,
            new("light-gbm", "LightGBM", Settings.Parse("rows=1400")),
        ],
        Seeds = 5,
        Compare = Metric.Accuracy,
        Ours = Pool + "; boosted trees and LightGBM beside ML.NET's FastTree",
        Claims =
        [
            Claim.Within(
                "boosting learns the training images by heart: training accuracy 1.00", FastTree, TrainAccuracy, 0.995,
                double.PositiveInfinity).SaidAt("001:89"),
            Claim.OfPublished(FastTree, 0.73m, within: Within).SaidAt("001:90").Undecidable(Report001.NoFaces),
        ],
        Pictures = [new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("large-test-accuracy", LargeAccuracy)],
        Quick = Few,
    };

    private static Experiment Modes => Boosting with
    {
        Name = "modes",
        Question = "After one epoch on 1400 images, how much does a pretrained network help, trained as a whole or its head alone, and at "
            + "which learning rate?",
        ValidationRows = 200,
        TrainMetricRows = 200,
        Learners = [.. Scratch, .. Probing, .. Tuning, SlowTuning, Logistic, LongProbing, TwoRates, Both],
        Seeds = 5,
        Ours = ByNetwork + "; fine-tuning at 0.00001, logistic regression on features, probing for about the time of fine-tuning (60 "
            + "epochs), a faster head, and probing before fine-tuning; training accuracies are of 200 of the images; the best and the "
            + "worst of the others are chosen on validation images",
        Claims =
        [
            .. Published("001:93", Scratch, ReportedScratch), .. Published("001:94", Probing, ReportedProbing),
            .. Published("001:95", Tuning, ReportedTuning),
            .. Pairs("scratch: the lower rate generalizes better", Scratch, higherRateWins: false).SaidAt("001:107", Margin),
            .. Pairs("probing: the higher rate is more accurate", Probing, higherRateWins: true).SaidAt("001:109", Margin),
            .. Pairs("fine-tuning: the lower rate is more accurate", Tuning, higherRateWins: false).SaidAt("001:111", Margin),
            Claim.Higher("the best is fine-tuning at 0.001: it beats the best of the others", Tuning[2], BestOther, LargeAccuracy)
                .SaidAt("001:103", Margin),
            Claim.Lower("the worst is scratch at 0.001: it is behind the worst of the others", Scratch[2], WorstOther, LargeAccuracy)
                .SaidAt("001:105", Margin),
            Claim.Higher("(ours) probing, then fine-tuning beats fine-tuning at 0.0001", Both, Tuning[3], LargeAccuracy).UpTo(Margin),
            Claim.Higher("(ours) probing, then fine-tuning beats probing at 0.01", Both, Probing[1], LargeAccuracy).UpTo(Margin),
            Claim.Higher("(ours) a faster head beats one rate for all", TwoRates, Tuning[3], LargeAccuracy).UpTo(Margin),
            Claim.Higher("(ours) fine-tuning beats probing for the same time", Tuning[3], LongProbing, LargeAccuracy).UpTo(Margin),
            Claim.Alike(
                "(ours) logistic regression on features is as accurate as probing for 60 epochs, within 0.02", Logistic, LongProbing,
                LargeAccuracy, Margin),
        ],
        Choices = [Best, Worst, BestOther, WorstOther],
        Map = new(new TestRowPlaces(400), Seeds: 1),
        Pictures =
        [
            new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("large-test-accuracy", LargeAccuracy),
            new BarsSpec("fit-time", Measure.FitSeconds), new ImagesSpec("five-images", Best, Worst),
        ],
    };

    private static Experiment TrainingSize => Modes with
    {
        Name = "training-size",
        Question = "With how many training images does each way of training come to what accuracy?",
        DataSets = ["cats-dogs"],
        Learners = AtTheirBest,
        Sweep = [SweepAxis.Of("rows", "200", "1400", "5000")],
        Ours = ByNetwork + "; each way at the rate that is best on validation rows in the experiment modes; all of this experiment",
        Claims = [.. Sizes],
        Choices = [],
        Map = null,
        Pictures = [new BarsSpec("large-test-accuracy", LargeAccuracy), new BarsSpec("fit-time", Measure.FitSeconds)],
    };

    private static Experiment LargeImages => Modes with
    {
        Name = "modes-224",
        Question = "Does the pretrained network do better on images of the size that it was trained on?",
        Learners =
        [
            .. new[] { Scratch[3], Probing[1], Tuning[3], Both }.Select(spec => spec with { Settings = spec.Settings.With("size", "224") }),
        ],
        Ours = ByNetwork.Replace("128", "224", StringComparison.Ordinal) + "; all of this experiment",
        Claims = [],
        Choices = [],
        Map = null,
        Pictures = [new BarsSpec("large-test-accuracy", LargeAccuracy), new BarsSpec("fit-time", Measure.FitSeconds)],
    };

    private static Choice Best => new("the best", ValidationAccuracy, [.. Modes3.Select(spec => (LearnerName)spec)]);

    private static Choice Worst => new("the worst", ValidationAccuracy, [.. Modes3.Select(spec => (LearnerName)spec)]) { Lowest = true };

    /// <summary>What the report's best has to beat.</summary>
    private static Choice BestOther => new("the best of the others", ValidationAccuracy, [.. Others(Tuning[2])]);

    /// <summary>What the report's worst has to be behind.</summary>
    private static Choice WorstOther => new("the worst of the others", ValidationAccuracy, [.. Others(Scratch[2])]) { Lowest = true };

    private static IEnumerable<LearnerSpec> Modes3 => [.. Scratch, .. Probing, .. Tuning];

    private static QuickRule Few => new()
    {
        Seeds = 1,
        TrainRows = 200,
        OtherRows = 40,
        RowDivisor = 25,
        TreeDivisor = 10,
        ImageSize = 32,
    };

    private static IEnumerable<Claim> Sizes =>
        from pair in new[] { ("200", "1400"), ("1400", "5000") }
        from spec in AtTheirBest
        select Claim.Higher(
            $"(ours) {spec.Name}: {pair.Item2} images are better than {pair.Item1}", spec.At(Rows(pair.Item2)), spec.At(Rows(pair.Item1)),
            LargeAccuracy).UpTo(Margin);

    private static SweepPoint Rows(string rows) => new(new Settings(("rows", rows)));

    private static LearnerSpec Network(string name, string mode, string rate, int rows = 1400) => new(
        "image-transfer", rows == 0 ? name : $"{name} {rate}",
        Settings.Parse($"mode={mode} rate={rate} epochs=1 batch=32 monitor=none{(rows == 0 ? "" : $" rows={rows}")}"));

    private static IEnumerable<LearnerName> Others(LearnerSpec one) =>
        Modes3.Where(spec => spec.Name != one.Name).Select(spec => (LearnerName)spec);

    private static IEnumerable<Claim> Published(string source, LearnerSpec[] learners, decimal[] reported) => learners.Zip(
        reported, (learner, accuracy) =>
            Claim.OfPublished(learner, accuracy, within: Within).SaidAt(source).Undecidable(Report001.NoFaces));

    private static IEnumerable<Claim> Pairs(string text, LearnerSpec[] learners, bool higherRateWins) =>
        learners.Zip(learners.Skip(1), (high, low) => higherRateWins
            ? Claim.Higher($"{text}: {high.Name} over {low.Name}", high, low, LargeAccuracy)
            : Claim.Higher($"{text}: {low.Name} over {high.Name}", low, high, LargeAccuracy));
}
