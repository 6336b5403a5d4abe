using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>The best network under 65 000 parameters on MNIST (F in the design's experiments).</summary>
internal static class Mnist65kSuite
{
    /// <summary>The largest difference of two accuracies that does not matter.</summary>
    private const double Margin = 0.002;

    private const int BestOf = 10; // runs of which the report's best is the best; it does not say of how many
    private const string BeatItTraining =
        "image=1x28x28 batch-norm=yes optimizer=adam rate=0.01 schedule=one-cycle batch=100 scaling=standardize-jointly";
    private const string DenseTraining = $"{BeatItTraining} epochs=40";
    private const string ConvolutionalTraining = $"{BeatItTraining} hidden=none epochs=8";
    private const string ChosenDense = "hidden=72-64 shift=1";
    private const string ChosenConvolutional = "filters=16-32-48 shift=1";
    private const string Momentum = "optimizer=sgd momentum=0.22", Adam = "optimizer=adam momentum=0";
    private static readonly string[] DenseChoices =
    [
        ChosenDense, "hidden=72-64 shift=2", "hidden=72-64 shift=1 crop=0.1", "hidden=72-48-32 shift=1", "hidden=72-48-32 shift=1 crop=0.1",
    ];

    private static readonly string[] ConvolutionalChoices =
    [
        "filters=8-16-32 convolutions=2 shift=2", "filters=8-16-32 kernel=5 shift=2", "filters=16-32-48 shift=2",
        ChosenConvolutional, "filters=16-32-48 shift=1 crop=0.1",
    ];

    private static readonly LearnerSpec Dense = Learner("mlp", "dense", DenseTraining, ChosenDense, "monitor=test");
    private static readonly LearnerSpec Convolutional = Learner(
        "convnet", "convolutional", ConvolutionalTraining, ChosenConvolutional, "monitor=test");
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly LearnerSpec Small = new(
        "mlp", "784-64-64-128-10", Settings.Parse(
            "hidden=64-64-128 optimizer=sgd momentum=0.22 rate=0.05 batch=50 epochs=30 scaling=standardize-jointly monitor=test"));
    private static readonly SweepPoint Relu = new(Settings.Parse("activation=relu"));
    private static readonly SweepPoint LeakyRelu = new(Settings.Parse("activation=leaky-relu"));
    private static readonly LearnerSpec Mlp =
        new(
            "mlp", "mlp",
            Settings.Parse("hidden=64-64-128 optimizer=sgd momentum=0.22 rate=0.05 batch=50 epochs=30 scaling=standardize-jointly"));
    private static readonly SweepPoint LargerBatch = new(Settings.Parse("batch=100"));
    private static readonly SweepPoint TwiceAsLong = new(Settings.Parse("epochs=60"), "twice as long");
    private static readonly SweepPoint ThreeLayers = new(Settings.Parse("hidden=64-128"));
    private static readonly SweepPoint FirstModel = new(
        Settings.Parse("hidden=64-128 optimizer=sgd momentum=0 rate=0.01 batch=100"), "the model of the beginning");
    private static readonly LearnerName Chosen = Mlp.At(Step(Momentum, "0.05"));
    private static readonly string[] Optimizers = ["optimizer=sgd momentum=0", Momentum, Adam];
    private static readonly string[] Rates = ["0.01", "0.05", "0.1"];

    public static Suite Suite { get; } = new("mnist-65k", "the best network under 65 000 parameters on MNIST", [Budget, Choices, BeatIt])
    {
        Parts = [BeatItChoices],
        Sentences = Report004.Sentences,
    };

    private static Experiment Budget => new()
    {
        Name = "budget",
        Question = "How accurate is 784-64-64-128-10, with 64 010 parameters, over several seeds, with ReLU and with leaky ReLU?",
        DataSets = ["mnist"],
        TrainRows = 60_000,
        TestRows = 10_000,
        Learners = [Small],
        Sweep = [new([Relu, LeakyRelu])],
        Seeds = 10,
        Ours = "standardized with one mean and deviation for all pixels; number of seeds; the report does not say of how many runs its "
            + "best is the best: of 10; nor whether it has ReLU or leaky ReLU: the one with the better training accuracy; 0.1 points are "
            + "the largest difference of the two that does not matter",
        Choices = [BetterActivation],
        Claims =
        [
            Claim.Within("784-64-64-128-10 has 64 010 parameters", Small.At(Relu), Measure.Parameters, 64_009.5, 64_010.5)
                .SaidAt("004:9"),
            Claim.OfPublished(BetterActivation, 0.9822m, bestOf: BestOf).SaidAt("004:39"),
            Claim.Alike(
                "ReLU and leaky ReLU are at most 0.1 points apart", Small.At(LeakyRelu), Small.At(Relu),
                TestAccuracy, 0.001),
        ],
        Pictures = [
            new CurvesSpec("test-accuracy-by-epoch", Metric.Accuracy, Split.Test),
            new BarsSpec("test-accuracy", TestAccuracy) { EachSeed = true }],
    };

    /// <summary>The activation with the higher mean accuracy on training digits; there are no others to choose by.</summary>
    private static Choice BetterActivation => new(
        "the better activation", Measure.Metric(Split.Train, Metric.Accuracy), [Small.At(Relu), Small.At(LeakyRelu)]);

    /// <summary>One choice changed at a time.</summary>
    internal static Experiment Choices => new()
    {
        Name = "choices",
        Question = "Which optimizer, rate, batch, number of epochs and depth suit the network of the budget?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners = [Mlp],
        Sweep =
        [
            new(
            [
                .. from optimizer in Optimizers
                   from rate in Rates
                   select Step(optimizer, rate),
                Step(Adam, "0.001"), LargerBatch, TwiceAsLong, ThreeLayers, FirstModel,
            ]),
        ],
        Seeds = 10,
        Ours = "one choice changed at a time but for optimizer and rate, Adam at 0.001, 784-64-128-10 as the network of 3 layers, 10 000 "
            + "of the training digits to choose on, number of seeds; Adam is taken at the best of four rates, by validation digits; a "
            + "difference of accuracies up to 0.002 does not matter",
        Choices = [BestAdam],
        Claims =
        [
            Claim.Within(
                "3 layers come to 0.95, at the rate 0.01 and batch 100", Mlp.At(FirstModel), TestAccuracy, 0.95, double.PositiveInfinity)
                .SaidAt("004:36"),
            Claim.Higher("rate 0.05 is better than 0.01", Chosen, Mlp.At(Step(Momentum, "0.01")), TestAccuracy).SaidAt("004:36", Margin),
            BetterThanATenth,
            Claim.Within(
                "nothing is gained after 30 epochs: 60 are less than 0.002 more accurate", Mlp.At(TwiceAsLong), TestAccuracy,
                double.NegativeInfinity, Margin).SaidAt("004:36") with { Than = Chosen },
            Claim.Higher("batch 50 is better than 100", Chosen, Mlp.At(LargerBatch), TestAccuracy).SaidAt("004:36", Margin),
            Claim.Higher("momentum is better than none", Chosen, Mlp.At(Step("optimizer=sgd momentum=0", "0.05")), TestAccuracy)
                .SaidAt("004:36", Margin),
            Claim.Higher("momentum is better than Adam at its best rate", Chosen, BestAdam, TestAccuracy).SaidAt("004:36", Margin),
            Claim.Higher("4 layers are better than 3", Chosen, Mlp.At(ThreeLayers), TestAccuracy).UpTo(Margin),
        ],
        Pictures = [new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("fit-time", Measure.FitSeconds)],
    };

    private static Experiment BeatItChoices => new()
    {
        Name = "beat-it-choices",
        Question = "Which shape and which augmentation suit a dense and a convolutional network of at most 65 000 parameters, judged by "
            + "digits held out from training?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners =
        [
            .. DenseChoices.Select(choice => Learner("mlp", "dense", DenseTraining, choice, "monitor=validation")),
            .. ConvolutionalChoices.Select(
                choice => Learner("convnet", "convolutional", ConvolutionalTraining, choice, "monitor=validation")),
        ],
        Seeds = 2,
        Ours = "everything; 10 000 of the training digits to choose on",
        Pictures = [new BarsSpec("validation-accuracy", ValidationAccuracy), new BarsSpec("fit-time", Measure.FitSeconds)],
    };

    private static Experiment BeatIt => new()
    {
        Name = "beat-it",
        Question = "How accurate are the dense and the convolutional network of beat-it-choices, trained on all 60 000 digits?",
        DataSets = ["mnist"],
        TrainRows = 60_000,
        TestRows = 10_000,
        Learners = [Dense, Convolutional],
        Seeds = 5,
        Ours = "everything; settings chosen by beat-it-choices, number of seeds",
        Claims =
        [
            Claim.Within("a dense network reaches 98.7 % on average", Dense, TestAccuracy, 0.987, double.PositiveInfinity),
            Claim.Within(
                "a convolutional network reaches 99.4 % on average", Convolutional, TestAccuracy, 0.994,
                double.PositiveInfinity),
        ],
        Pictures = [
            new CurvesSpec("test-accuracy-by-epoch", Metric.Accuracy, Split.Test),
            new BarsSpec("test-accuracy", TestAccuracy) { EachSeed = true }, new BarsSpec("fit-time", Measure.FitSeconds)],
    };

    /// <summary>That the rate of the report is better than twice it.</summary>
    internal static Claim BetterThanATenth =>
        Claim.Higher("rate 0.05 is better than 0.1", Chosen, Mlp.At(Step(Momentum, "0.1")), TestAccuracy).SaidAt("004:36", Margin);

    /// <summary>The rates that <see cref="BetterThanATenth"/> is about.</summary>
    internal static SweepAxis TwoRates => new([Step(Momentum, "0.05"), Step(Momentum, "0.1")]);

    /// <summary>Adam at the rate with the highest mean accuracy on validation digits.</summary>
    private static Choice BestAdam => new(
        "the best Adam", ValidationAccuracy, [.. Rates.Append("0.001").Select(rate => Mlp.At(Step(Adam, rate)))]);

    private static SweepPoint Step(string optimizer, string rate) => new(Settings.Parse($"{optimizer} rate={rate}"));

    /// <summary>A learner named after what was chosen for it.</summary>
    private static LearnerSpec Learner(string kind, string name, string training, string choice, string monitor) =>
        new(kind, $"{name} {choice}", Settings.Parse($"{training} {choice} {monitor}"));
}
