using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Three networks beside one another, on functions and on digits: the first part of <see cref="LandscapeSuite"/>.</summary>
internal static class LandscapeFits
{
    private const int LossEvery = 20; // updates over which the loss of batches is averaged
    private const string ChosenTraining = "rate=0.003 schedule=one-cycle dropout=0.1";
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
        $"image=1x28x28 kernel=5 keep-size=no optimizer=adam {ChosenTraining} batch=64 epochs=5 scaling=standardize-jointly "
            + $"batch-loss={LossEvery}"));
    private static readonly SweepPoint FirstFilters = new(Settings.Parse("filters=10-20 hidden=50-30"), "10-20 filters, 50 units");
    private static readonly SweepPoint SecondFilters = new(Settings.Parse("filters=16-20 hidden=70-30"), "16-20 filters, 70 units");
    private static readonly SweepPoint ThirdFilters = new(Settings.Parse("filters=12-20 hidden=60-30"), "12-20 filters, 60 units");
    private static readonly LearnerName Cnn1 = MnistNet.At(FirstFilters);
    private static readonly LearnerName Cnn2 = MnistNet.At(SecondFilters);
    private static readonly LearnerName Cnn3 = MnistNet.At(ThirdFilters);
    private static readonly LearnerSpec Candidate = new("convnet", "cnn", Settings.Parse(
        "image=1x28x28 filters=10-20 hidden=50-30 kernel=5 keep-size=no optimizer=adam batch=64 epochs=5 scaling=standardize-jointly"));
    private static readonly SweepPoint ChosenPoint = new(Settings.Parse(ChosenTraining));
    private static readonly SweepPoint[] OtherTrainings =
    [
        new(Settings.Parse("rate=0.001 schedule=constant dropout=0.5")), new(Settings.Parse("rate=0.001 schedule=constant dropout=0.1")),
        new(Settings.Parse("rate=0.001 schedule=one-cycle dropout=0.1")), new(Settings.Parse("rate=0.003 schedule=one-cycle dropout=0.5")),
    ];

    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure TestLoss = Measure.Metric(Split.Test, Metric.LogLoss);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly Measure TestError = Measure.LogarithmOf(Measure.SquaredError(Split.Test));
    private static readonly Measure TrainError = Measure.LogarithmOf(Measure.SquaredError(Split.Train));
    private static readonly Measure Speed = CurveMeasures.EpochsToExplain(0.99, mostEpochs: 5_000);
    private static readonly Measure FirstLoss = LandscapeMeasures.After(1, Split.Train, Metric.Loss);
    private static readonly Measure FirstAccuracy = LandscapeMeasures.After(1, Split.Validation, Metric.Accuracy);
    private static readonly Measure Updates = LandscapeMeasures.UpdatesToReach(0.2, 5 * 782);

    public static IReadOnlyList<Experiment> Experiments => [Functions, MnistCnn];

    /// <summary>The search that settled how the networks of <see cref="MnistCnn"/> are trained.</summary>
    public static IReadOnlyList<Experiment> Parts => [MnistCnnChoices];

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
            + "number of seeds; 0.99 of the variance explained, which all are to reach, as the measure of speed. Differences that do not "
            + "matter: 50 epochs, a tenth of the squared error, 0.01 of the share of epochs with a falling loss",
        Claims =
        [
            Claim.OfPublished(First, 2081m, Measure.Parameters).SaidAt("003:19"),
            Claim.OfPublished(Second, 2245m, Measure.Parameters).SaidAt("003:26"),
            Claim.OfPublished(Third, 2205m, Measure.Parameters).SaidAt("003:34"),
            .. new[] { ("first", First), ("second", Second), ("third", Third) }.Select(shape => Claim.Within(
                $"the {shape.Item1} converges: it ends before epoch 5000, 500 epochs after the best validation loss", shape.Item2,
                CurveMeasures.LastEpoch(Split.Train), double.NegativeInfinity, 4999).SaidAt("003:64")),
            Claim.Higher("the first is slower than the second", First, Second, Speed).SaidAt("003:66", margin: 50),
            Claim.Higher("the first is slower than the third", First, Third, Speed).SaidAt("003:66, 003:68, 003:73", margin: 50),
            Claim.Higher("the first ends with a higher loss than the third", First, Third, TrainError).SaidAt("003:66", margin: 0.1),
            Claim.Lower("the second ends with a lower loss than the first", Second, First, TrainError)
                .SaidAt("003:66, 003:67", margin: 0.1),
            Claim.Higher(
                "the second converges more smoothly than the first: its loss falls in more of the epochs", Second, First,
                Measure.ShareOfFalls(Split.Train, Metric.Loss)).SaidAt("003:67", margin: 0.01),
            Claim.Lower("the third is faster than the second", Third, Second, Speed).SaidAt("003:68, 003:73", margin: 50),
            Claim.Lower("the third fits better than the first", Third, First, TestError).SaidAt("003:68, 003:73", margin: 0.1),
            Claim.Lower("the third fits better than the second", Third, Second, TestError).SaidAt("003:68, 003:73", margin: 0.1),
            Claim.Higher("the third has more parameters than the first", Third, First, Measure.Parameters),
            Claim.Higher("the third has more parameters than the second", Third, Second, Measure.Parameters),
            Claim.Within(
                "the first follows the function: it explains 0.9 and more of the variance of test rows", First,
                Measure.Metric(Split.Test, Metric.R2), 0.9, double.PositiveInfinity).SaidAt("003:75"),
            Claim.Within(
                "ReLU works well: the third explains 0.99 and more of the variance of test rows", Third,
                Measure.Metric(Split.Test, Metric.R2), 0.99, double.PositiveInfinity).SaidAt("003:78"),
        ],
        Pictures =
        [
            new CurvesSpec("training-loss", Metric.Loss, Split.Train) { Logarithmic = true },
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation) { Logarithmic = true },
            new BarsSpec("test-error", Measure.SquaredError(Split.Test)), new BarsSpec("parameters", Measure.Parameters),
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
        Ours = "30 units in the second dense layer, Adam at 0.003 along one cycle and dropout 0.1 (mnist-cnn-choices compares them with "
            + "others on validation rows), batch 64, 5 epochs, inputs standardized by the training rows, number of seeds. Differences that "
            + "do not matter: 0.002 of an accuracy and of its gap, 0.005 of a loss, 20 updates",
        Claims =
        [
            Claim.Lower("the first has fewer parameters than the third", Cnn1, Cnn3, Measure.Parameters).SaidAt("003:109"),
            .. from other in new[] { (Name: "second", Learner: Cnn2), (Name: "third", Learner: Cnn3) }
               from claim in new[]
               {
                   Claim.Lower(
                       $"the first converges faster than the {other.Name}: in fewer updates to a training loss of 0.2", Cnn1, other.Learner,
                       Updates).SaidAt("003:109", margin: LossEvery),
                   Claim.Lower(
                       $"the accuracy of the first improves more slowly: after one epoch it is below that of the {other.Name}", Cnn1,
                       other.Learner, FirstAccuracy).SaidAt("003:109", margin: 0.002),
               }
               select claim,
            .. SecondAgainstFirst,
            Claim.Higher(
                "the training loss of the second falls more slowly: over the first epoch it is above that of the first", Cnn2, Cnn1,
                FirstLoss).SaidAt("003:110", margin: 0.005),
            Claim.Lower("the third has fewer parameters than the second", Cnn3, Cnn2, Measure.Parameters).SaidAt("003:111"),
            Claim.Higher("the third is more accurate than the first", Cnn3, Cnn1, TestAccuracy).SaidAt("003:111", margin: 0.002),
            Claim.Lower("the third is less accurate than the second", Cnn3, Cnn2, TestAccuracy).SaidAt("003:111", margin: 0.002),
            Claim.Lower("the third has a lower test loss than the first", Cnn3, Cnn1, TestLoss).SaidAt("003:111", margin: 0.005),
            Claim.Higher("the third has a higher test loss than the second", Cnn3, Cnn2, TestLoss).SaidAt("003:111", margin: 0.005),
            Claim.Higher(
                "more parameters generalize less well: the second has a larger gap between training and test rows than the first", Cnn2,
                Cnn1, Measure.Gap(Split.Test, Metric.Accuracy)).UpTo(0.002),
        ],
        Pictures =
        [
            new HistorySpec("training-loss", "loss, nats", (StepDiagnostic.BatchLoss, "loss of the batches")),
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation),
            new CurvesSpec("validation-accuracy", Metric.Accuracy, Split.Validation),
            new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("fit-time", Measure.FitSeconds),
        ],
        Quick = new() { EpochDivisor = 5 },
    };

    /// <summary>The first two of the convolutional networks, over so many seeds.</summary>
    public static Experiment TwoCnns(int seeds) => MnistCnn with
    {
        Name = "mnist-cnn-second",
        Question = "Does the second convolutional network read digits better than the first?",
        Sweep = [new([FirstFilters, SecondFilters])],
        Seeds = seeds,
        Claims = [.. SecondAgainstFirst],
        Pictures = [new BarsSpec("test-accuracy", TestAccuracy) { EachSeed = true }],
    };

    private static Claim[] SecondAgainstFirst =>
    [
        Claim.Higher("the second is more accurate than the first", Cnn2, Cnn1, TestAccuracy).SaidAt("003:110", margin: 0.002),
        Claim.Lower("the second generalizes better than the first: a lower test loss", Cnn2, Cnn1, TestLoss)
            .SaidAt("003:110", margin: 0.005),
    ];

    private static Experiment MnistCnnChoices => new()
    {
        Name = "mnist-cnn-choices",
        Question = "Which rate, schedule and dropout suit the networks of mnist-cnn?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners = [Candidate],
        Sweep = [new([ChosenPoint, .. OtherTrainings])],
        Seeds = 5,
        Compare = Metric.Accuracy,
        Ours = "everything: the report names none of them; judged on validation rows with the first network. A difference of 0.002 of the "
            + "accuracy does not matter",
        Claims =
        [
            .. OtherTrainings.Select(other => Claim.Higher(
                $"what mnist-cnn uses is better than {other.Settings}", Candidate.At(ChosenPoint), Candidate.At(other), ValidationAccuracy)
                    with
            {
                Margin = 0.002,
            }),
        ],
        Pictures = [new BarsSpec("validation-accuracy", ValidationAccuracy)],
        Quick = new() { EpochDivisor = 5 },
    };
}
