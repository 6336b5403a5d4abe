using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Stochastic gradient descent, softmax and networks from scratch on small sets (A in the design's experiments).</summary>
internal static class GradientsSuite
{
    private const string NoLine = "two spirals: no straight line separates them, so that every rate ends at chance level";
    private const string NoLevels = "two spirals: both rates stay near 0.5, so there is no low and high to jump between";
    private static readonly string[] SoftmaxRates = ["0.001", "0.01", "0.1"];
    private static readonly string[] SoftmaxBatches = ["32", "64", "256"];
    private static readonly LearnerSpec Linear =
        new(
            "mlp", "linear",
            Settings.Parse("hidden=none optimizer=sgd rate=0.05 epochs=50 scaling=standardize validate=iteration monitor=train"));
    private static readonly SweepPoint BatchOne = new(Settings.Parse("batch=1"));
    private static readonly SweepPoint BatchFive = new(Settings.Parse("batch=5"));
    private static readonly SweepPoint BatchTwenty = new(Settings.Parse("batch=20"));
    private static readonly LearnerSpec Softmax = new(
        "mlp", "softmax", Settings.Parse("hidden=none optimizer=sgd epochs=20 scaling=none monitor=train+validation"));
    private static readonly LearnerName Best = Softmax.At(SoftmaxStep("0.01", "64"));
    private static readonly LearnerName Large = Softmax.At(SoftmaxStep("100", "1024"));
    private static readonly LearnerName Slow = Softmax.At(SoftmaxStep("0.00001", "2"));
    private static readonly LearnerName SlowSteady = Softmax.At(SoftmaxStep("0.00001", "64"));
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);

    public static Suite Suite { get; } = new(
        "gradients", "gradient descent, softmax and networks from scratch on small sets",
        [SgdCubic, SoftmaxGrid, GradientCheck, .. GradientsDepth.Experiments])
    {
        Sentences = Report000.Sentences,
    };

    /// <summary>The small sets: their files are sorted by class, and have no test rows.</summary>
    internal static string[] ToySets => ["swiss-roll", "peaks", "gmm"];

    /// <summary>What a quick run makes of them: all rows are kept.</summary>
    internal static QuickRule ToyQuick => new() { TrainRows = null, OtherRows = null };

    private static Experiment SgdCubic => new()
    {
        Name = "sgd-cubic",
        Question = "Does least squares by stochastic gradient descent need more than one sample for a step?",
        DataSets = ["cubic"],
        TrainRows = 200,
        Learners = [Linear],
        Sweep = [new([BatchOne, BatchFive, BatchTwenty])],
        Seeds = 10,
        Ours = "inputs in [-5, 5], rate, epochs, noise of deviation 10, features and targets standardized, batch 20; number of seeds. "
            + "Limits, set after a first run: a good fit has a test error of at most 110, a tenth above the noise's variance; stable is a "
            + "loss that moves by less than 10 an epoch; most of the time is half of the epochs. Differences that do not matter: 1 of the "
            + "loss's movement and of the test error (a hundredth of the noise's variance), 0.02 of the share of epochs with a falling "
            + "loss",
        Claims =
        [
            Claim.Higher(
                "batch 1 is unstable: its training loss moves more than that of batch 5", Linear.At(BatchOne),
                Linear.At(BatchFive), Measure.Fluctuation(Split.Train, Metric.Loss)).SaidAt("000:22", margin: 1),
            Claim.Within(
                "batch 1 is inaccurate: its test error is above 110, a tenth above the noise's variance", Linear.At(BatchOne),
                Measure.SquaredError(Split.Test), 110, double.PositiveInfinity).SaidAt("000:22"),
            Claim.Within(
                "batch 5 is a good fit: its test error is at most 110, a tenth above the noise's variance", Linear.At(BatchFive),
                Measure.SquaredError(Split.Test), double.NegativeInfinity, 110).SaidAt("000:24"),
            Claim.Within(
                "batch 5 is stable: its training loss moves by less than a tenth of the noise's variance between epochs",
                Linear.At(BatchFive), Measure.Fluctuation(Split.Train, Metric.Loss), double.NegativeInfinity, 10).SaidAt("000:24"),
            Claim.Within(
                "the loss of batch 5 falls most of the time", Linear.At(BatchFive),
                Measure.ShareOfFalls(Split.Train, Metric.Loss), 0.5, double.PositiveInfinity).SaidAt("000:29"),
            Claim.Higher(
                "a larger batch is steadier still: the loss of batch 20 falls in more epochs than that of batch 5", Linear.At(BatchTwenty),
                Linear.At(BatchFive), Measure.ShareOfFalls(Split.Train, Metric.Loss)).SaidAt("000:29", margin: 0.02),
        ],
        Map = new(new PredictionLine(-5, 5, 101, Powers: 3), 1),
        Pictures =
        [
            new FitSpec("fit", "x", "target", x => (x * x * x) + (5 * x * x) + 1),
            new CurvesSpec("training-loss", Metric.Loss, Split.Train) { Logarithmic = true },
            new BarsSpec("test-error", Measure.SquaredError(Split.Test)),
        ],
        Quick = new() { EpochDivisor = 1 },
    };

    private static Experiment SoftmaxGrid => new()
    {
        Name = "softmax-grid",
        Question = "Which learning rate and batch size suit softmax regression, and how do the extremes fail?",
        DataSets = ToySets,
        Quick = ToyQuick with { EpochDivisor = 5 },
        Learners = [Softmax],
        Sweep =
        [
            new(
            [
                .. from rate in SoftmaxRates
                   from batch in SoftmaxBatches
                   select SoftmaxStep(rate, batch),
                SoftmaxStep("100", "1024"),
                SoftmaxStep("0.00001", "2"),
                SoftmaxStep("0.00001", "64"),
            ]),
        ],
        Seeds = 10,
        Ours = "the grid but for (0.01, 64) and the two extremes, epochs, number of seeds; 1.25 nats as the loss that a quick training "
            + "reaches; low and high are 0.2 of the accuracy apart; stuck is a loss that falls by less than a twentieth of its fall in the "
            + "first half; batch 64 at the rate 0.00001, beside which batch 2 is unstable or not. Differences that do not matter: 0.005 of "
            + "the accuracy, of its movement and of the loss, one epoch",
        Claims =
        [
            .. SoftmaxClaims.Select(claim => claim.UndecidableOn("swiss-roll", claim.Source == "000:44" ? NoLevels : NoLine)),
        ],
        Pictures = [
            new GridSpec("validation-accuracy", Measure.Metric(Split.Validation, Metric.Accuracy), "rate", "batch"),
            new CurvesSpec("validation-accuracy-by-epoch", Metric.Accuracy, Split.Validation)],
    };

    private static Claim[] SoftmaxClaims =>
    [
        .. from rate in SoftmaxRates
           from batch in SoftmaxBatches
           where (rate, batch) != ("0.01", "64")
           select Claim.Higher(
               $"rate 0.01 with batch 64 is the best: better than {rate} with {batch}", Best, Softmax.At(SoftmaxStep(rate, batch)),
               ValidationAccuracy).SaidAt("000:33", margin: 0.005),
        Claim.Higher(
            "rate 0.01 with batch 64 is better than 100 with 1024", Best, Large, ValidationAccuracy).SaidAt("000:33", margin: 0.005),
        Claim.Higher(
            "rate 100 with batch 1024 jumps: its accuracy moves more than that of 0.01 with 64", Large, Best,
            Measure.Fluctuation(Split.Validation, Metric.Accuracy)).SaidAt("000:44", margin: 0.005),
        Claim.Within(
            "rate 100 with batch 1024 jumps between low and high: in the second half its accuracies are 0.2 and more apart", Large,
            CurveMeasures.LateRange(Split.Validation, Metric.Accuracy), 0.2, double.PositiveInfinity).SaidAt("000:44"),
        Claim.Higher(
            "rate 0.00001 with batch 2 is very slow: it needs more epochs than 0.01 with 64 to a loss of 1.25", Slow, Best,
            Measure.EpochsToReach(1.25, Split.Validation, Metric.Loss, mostEpochs: 20)).SaidAt("000:54", margin: 1),
        Claim.Within(
            "rate 0.00001 with batch 2 is stuck: in the second half its loss falls by less than a twentieth of its fall in the first", Slow,
            CurveMeasures.LateShareOfFall(Split.Train), double.NegativeInfinity, 0.05).SaidAt("000:54"),
        Claim.Higher(
            "rate 0.00001 with batch 2 is not stable: its loss changes less steadily than with batch 64", Slow, SlowSteady,
            CurveMeasures.Unsteadiness(Split.Train)).SaidAt("000:54", margin: 0.005),
    ];

    private static Experiment GradientCheck => new()
    {
        Name = "gradient-check",
        Question = "Are the gradients of the softmax loss, of every layer and of whole networks right?",
        DataSets = [],
        Learners = [],
        Seeds = 1,
        Study = Study.GradientCheck,
        StudySource = "000:78",
        Ours = "steps from 1, halved 14 times; 3 rows to a layer or network, 7 to a loss; how far slopes and products may be off",
    };

    private static SweepPoint SoftmaxStep(string rate, string batch) => new(Settings.Parse($"rate={rate} batch={batch}"));
}
