using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What the knobs of an MLP do, on the map of European countries (B in the design's experiments).</summary>
internal static class CountriesSuite
{
    /// <summary>The largest difference of two accuracies that does not matter.</summary>
    private const double Margin = 0.005;

    private const double LossMargin = 0.01; // nats
    private const double EpochMargin = 2;
    private const string Margins =
        "number of seeds; a training is quick where its validation loss comes in few epochs to 0.3 nats, which all but the rates 1 and "
            + "0.00001 reach; differences up to 0.005 of an accuracy, 0.01 nats of a loss and 2 epochs do not matter. Limits: a loss "
            + "oscillates where it moves by more than 0.05 nats an epoch, and moves a little where by less; it gets better where it falls "
            + "by 0.1 nats, and is near its lowest within 0.1 nats, or 0.05 by epoch 20; steady is a fall in 95 of 100 epochs; an accuracy "
            + "moves up and down a lot where its changes differ by 0.005; some trainings are between 1 and 9 of 10";

    private static readonly Measure ValidationLoss = Measure.Metric(Split.Validation, Metric.LogLoss);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure LossFluctuation = Measure.Fluctuation(Split.Validation, Metric.Loss);
    private static readonly Measure LossChange = new(
        "validation loss after the last epoch less that after the first", "nats",
        result => Measure.Curve(result, Split.Validation, Metric.Loss) is { Count: > 1 } curve ? curve[^1].Value - curve[0].Value : null);

    private static readonly Measure IsLessAccurateLate = new(
        "trainings with a lower mean validation accuracy in the last fifth of the epochs than in the fifth before", "share of trainings",
        result => LateChangeOfAccuracy(result) is { } change ? (change < 0 ? 1 : 0) : null);

    private static readonly PredictionGrid Europe = new(-11, 41, 34, 72, 208, 190);
    private static readonly LearnerSpec ByRate = new(
        "mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam batch=256 epochs=50 scaling=none"));
    private static readonly LearnerSpec ByEpoch =
        new(
            "mlp", "6x16", Settings.Parse(
                "hidden=16-16-16-16-16-16 optimizer=adam rate=0.001 batch=256 epochs=100 scaling=none monitor=train+validation+test"));
    private static readonly LearnerSpec ByBatch = new(
        "mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam rate=0.001 scaling=none"));
    private static readonly LearnerSpec ByFeatures =
        new("mlp", "6x16", Settings.Parse("hidden=16-16-16-16-16-16 optimizer=adam rate=0.001 batch=256 epochs=50 scaling=none"));
    private static readonly LearnerSpec BoostedTrees =
        new("boosted-trees", "boosted trees", Settings.Parse("trees=100 leaves=20 rate=0.2 row-fraction=1 split-feature-fraction=1"));
    private static readonly LearnerSpec FastTree = new("fast-tree", "FastTree", Settings.Empty);
    private static readonly LearnerSpec LightGbm = new("light-gbm", "LightGBM", Settings.Empty);
    private static readonly LearnerSpec Best =
        new(
            "mlp", "6x64",
            Settings.Parse("hidden=64-64-64-64-64-64 optimizer=adam rate=0.001 batch=256 epochs=100 batch-norm=yes scaling=none"));
    private static readonly SweepPoint RateOne = new(Settings.Parse("rate=1"));
    private static readonly SweepPoint RateHundredth = new(Settings.Parse("rate=0.01"));
    private static readonly SweepPoint RateThousandth = new(Settings.Parse("rate=0.001"));
    private static readonly SweepPoint RateTiny = new(Settings.Parse("rate=0.00001"));
    private static readonly SweepPoint NoBatchNorm = new(Settings.Parse("batch-norm=no"));
    private static readonly SweepPoint WithBatchNorm = new(Settings.Parse("batch-norm=yes"));
    private static readonly SweepPoint Batch1 = new(Settings.Parse("batch=1 epochs=1 batch-loss=500"), "batch=1");
    private static readonly SweepPoint Batch16 = new(Settings.Parse("batch=16 epochs=10 batch-loss=200"), "batch=16");
    private static readonly SweepPoint Batch128 = new(Settings.Parse("batch=128 epochs=50 batch-loss=100"), "batch=128");
    private static readonly SweepPoint Batch1024 = new(Settings.Parse("batch=1024 epochs=50 batch-loss=10"), "batch=1024");
    private static readonly SweepPoint Raw = new(Settings.Parse("sine=none"), "raw");
    private static readonly SweepPoint Sines = new(Settings.Parse("sine=0.1-0.2-0.3-0.4-0.5-0.6-0.7-0.8-0.9-1"), "sin(αx), α = 0.1 … 1");

    public static Suite Suite { get; } = new(
        "countries", "the knobs of an MLP, on the map of European countries",
        [
            LearningRate, Epochs, BatchNorm, BatchSize, DepthWidth, CountriesGradients.Of(LearningRate), ImplicitFeatures, Trees,
            CountriesEmbeddings.Of(Trees, Europe, Map),
        ])
    {
        Parts = [CountriesShapes.Depth(DepthWidth), CountriesShapes.Width(DepthWidth)],
        Sentences = Report001.Countries,
    };

    /// <summary>Depth and width together, the experiment of which others take some shapes.</summary>
    internal static Experiment DepthWidth => CountriesShapes.DepthWidth(LearningRate, Europe, Map);

    private static Experiment LearningRate => new()
    {
        Name = "learning-rate",
        Question = "Which learning rate trains a 6 x 16 network best, and what do the others do wrong?",
        DataSets = ["european-countries"],
        TrainRows = 106_897,
        ValidationRows = 13_363,
        TestRows = 13_363,
        Learners = [ByRate],
        Sweep = [new([RateOne, RateHundredth, RateThousandth, RateTiny])],
        Seeds = 10,
        Ours = Margins,
        Claims =
        [
            Claim.Higher(
                "rate 1 oscillates: its validation loss changes more from epoch to epoch than that of 0.001", ByRate.At(RateOne),
                ByRate.At(RateThousandth), LossFluctuation).SaidAt("001:9", LossMargin),
            Claim.Within(
                "rate 1 does not get better: its validation loss ends less than 0.1 nats below that after the first epoch",
                ByRate.At(RateOne), LossChange, -0.1, double.PositiveInfinity).SaidAt("001:9"),
            Claim.Within(
                "rate 0.01 oscillates: its validation loss changes by more than 0.05 nats an epoch", ByRate.At(RateHundredth),
                LossFluctuation, 0.05, double.PositiveInfinity).SaidAt("001:11"),
            Claim.Within(
                "rate 0.01 is quick: its validation loss falls to 0.3 nats within 10 of 50 epochs", ByRate.At(RateHundredth), ToReach(50),
                double.NegativeInfinity, 10).SaidAt("001:11"),
            Claim.Within(
                "rate 0.01 stays near its lowest loss: its validation loss ends less than 0.1 nats above it", ByRate.At(RateHundredth),
                Measure.RiseFromLowest(Split.Validation, Metric.Loss), double.NegativeInfinity, 0.1).SaidAt("001:11"),
            Claim.Within(
                "rate 0.00001 is steady: its validation loss falls in 95 of 100 epochs", ByRate.At(RateTiny),
                Measure.ShareOfFalls(Split.Validation, Metric.Loss), 0.95, double.PositiveInfinity).SaidAt("001:13"),
            Claim.Higher(
                "rate 0.00001 needs more epochs than 0.001 to come to 0.3 nats", ByRate.At(RateTiny), ByRate.At(RateThousandth),
                ToReach(50)).SaidAt("001:13", EpochMargin),
            Claim.Higher("0.01 is better than 1", ByRate.At(RateHundredth), ByRate.At(RateOne), ValidationAccuracy)
                .SaidAt("001:16", Margin),
            Claim.Higher("0.001 is better than 1", ByRate.At(RateThousandth), ByRate.At(RateOne), ValidationAccuracy)
                .SaidAt("001:16", Margin),
            Claim.Higher("0.01 is better than 0.00001", ByRate.At(RateHundredth), ByRate.At(RateTiny), ValidationAccuracy)
                .SaidAt("001:16", Margin),
            Claim.Higher("0.001 is better than 0.00001", ByRate.At(RateThousandth), ByRate.At(RateTiny), ValidationAccuracy)
                .SaidAt("001:16", Margin),
            Claim.Lower("0.001 is steadier than 0.01", ByRate.At(RateThousandth), ByRate.At(RateHundredth), LossFluctuation)
                .SaidAt("001:16", LossMargin),
            Claim.Higher(
                "0.001 is slower than 0.01: it needs more epochs to come to 0.3 nats", ByRate.At(RateThousandth), ByRate.At(RateHundredth),
                ToReach(50)).SaidAt("001:16", EpochMargin),
        ],
        Pictures = [
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation) { Logarithmic = true },
            new BarsSpec("test-accuracy", TestAccuracy)],
    };

    private static Experiment Epochs => LearningRate with
    {
        Name = "epochs",
        Question = "When is a 6 x 16 network near its lowest loss, and do further epochs overfit?",
        Learners = [ByEpoch],
        Sweep = [],
        Claims =
        [
            Claim.Within(
                "too many epochs over-fit: the gap grows by 0.02 nats or more over the second half", ByEpoch,
                Measure.GapGrowth(Split.Validation, Metric.Loss), 0.02, double.PositiveInfinity),
            Claim.Within(
                "some trainings are less accurate after epoch 80 than in the 20 epochs before, and some are not: 1 to 9 of 10", ByEpoch,
                IsLessAccurateLate, 0.1, 0.9).SaidAt("001:23"),
            Claim.Within(
                "the validation loss is within 0.05 nats of its lowest by epoch 20", ByEpoch,
                CurveMeasures.EpochsToNear(0.05, Split.Validation), double.NegativeInfinity, 20).SaidAt("001:25"),
            Claim.Within(
                "then small moves: the validation loss changes by less than 0.05 nats an epoch", ByEpoch, LossFluctuation,
                double.NegativeInfinity, 0.05).SaidAt("001:25"),
        ],
        Pictures = [new CurvesSpec("losses", Metric.Loss, Split.Train, Split.Validation, Split.Test)],
    };

    private static Experiment BatchNorm => Epochs with
    {
        Name = "batch-norm",
        Question = "Does a batch normalization before each activation train a 6 x 16 network faster and better?",
        Sweep = [new([NoBatchNorm, WithBatchNorm])],
        Claims =
        [
            Normed(Claim.Lower, "the validation loss comes to 0.3 nats sooner", ToReach(100)).SaidAt("001:29", EpochMargin),
            Normed(
                Claim.Lower, "a good accuracy, 0.9, comes sooner",
                Measure.EpochsToReach(0.9, Split.Validation, Metric.Accuracy, 100)).SaidAt("001:29", EpochMargin),
            Normed(Claim.Lower, "the validation loss is lower", ValidationLoss).SaidAt("001:29", LossMargin),
            Normed(Claim.Higher, "the validation accuracy is better", ValidationAccuracy).SaidAt("001:29", Margin),
            Normed(Claim.Higher, "the test accuracy is better", TestAccuracy).SaidAt("001:29", Margin),
            Normed(
                Claim.Lower, "the network of 6 x 16 over-fits less: the gap grows less",
                Measure.GapGrowth(Split.Validation, Metric.Loss))
                .SaidAt("001:54", LossMargin),
        ],
        Pictures = [
            new CurvesSpec("losses", Metric.Loss, Split.Train, Split.Validation, Split.Test), new BarsSpec("test-accuracy", TestAccuracy)],
    };

    private static Experiment BatchSize => LearningRate with
    {
        Name = "batch-size",
        Question = "What does the batch size do to the accuracy of a 6 x 16 network?",
        Learners = [ByBatch],
        Sweep = [new([Batch1, Batch16, Batch128, Batch1024])],
        Claims =
        [
            .. from large in new[] { Batch128, Batch1024 }
               from small in new[] { Batch1, Batch16 }
               select Claim.Higher(
                   $"{large.Text} is more accurate than {small.Text}", ByBatch.At(large), ByBatch.At(small), ValidationAccuracy)
                   .SaidAt("001:39", Margin),
            .. new[] { Batch16, Batch128, Batch1024 }.Select(batch => Claim.Within(
                $"{batch.Text} moves up and down: neighbouring changes of its validation accuracy differ by 0.005 or more",
                ByBatch.At(batch), CurveMeasures.Unsteadiness(Split.Validation, Metric.Accuracy), 0.005, double.PositiveInfinity))
                .SaidAt("001:36"),
        ],
        Pictures =
        [
            new CurvesSpec("validation-accuracy", Metric.Accuracy, Split.Validation), new BarsSpec("test-accuracy", TestAccuracy),
            new HistorySpec("batch-loss", "loss of the batches, means of many", (StepDiagnostic.BatchLoss, "")),
            new BarsSpec("iterations-per-epoch", Measure.IterationsPerEpoch),
            new BarsSpec("fluctuation", Measure.Fluctuation(Split.Validation, Metric.Accuracy)),
        ],
    };

    private static Experiment ImplicitFeatures => LearningRate with
    {
        Name = "implicit-features",
        Question = "Do the sines of ten frequencies of the coordinates, in place of the coordinates, draw finer borders?",
        Learners = [ByFeatures],
        Sweep = [new([Raw, Sines])],
        Ours = "everything: the default network, its inputs the ten sines of each coordinate",
        Claims =
        [
            Claim.Higher("sines are more accurate than raw coordinates", ByFeatures.At(Sines), ByFeatures.At(Raw), TestAccuracy)
                .UpTo(Margin),
            Claim.Lower("sines come to a validation loss of 0.3 nats sooner", ByFeatures.At(Sines), ByFeatures.At(Raw), ToReach(50))
                .UpTo(EpochMargin),
        ],
        Map = new(Europe, 1),
        Pictures =
        [
            new CurvesSpec("validation-accuracy", Metric.Accuracy, Split.Validation), new BarsSpec("test-accuracy", TestAccuracy),
            Map("map-raw", ByFeatures.At(Raw)), Map("map-sines", ByFeatures.At(Sines)),
        ],
    };

    private static Experiment Trees => LearningRate with
    {
        Name = "trees",
        Question = "Do boosted trees draw the borders better than networks, and at what cost?",
        Learners = [BoostedTrees, FastTree, LightGbm, ByFeatures, Best],
        Sweep = [],
        Ours = "boosted trees and LightGBM beside ML.NET's FastTree, with its number of trees, leaves and its rate; the networks beside "
            + "the trees: the default one and the best of depth-width; number of seeds (nothing in the trees is random but the rows from "
                + "which LightGBM takes its bins); a difference of accuracies up to 0.005 does not matter; the claim on time is judged in "
                + "a run with --threads 1 alone, for trials at once disturb one another",
        Claims =
        [
            Claim.Within("trees reach a very high accuracy: 0.95 and more", FastTree, TestAccuracy, 0.95, double.PositiveInfinity)
                .SaidAt("001:65"),
            Claim.Higher("trees are more accurate than the default network", FastTree, ByFeatures, TestAccuracy).SaidAt("001:68", Margin),
            Claim.Higher("trees are more accurate than the best network of depth-width", FastTree, Best, TestAccuracy)
                .SaidAt("001:68", Margin),
            Claim.Lower("trees take less time than the best network of depth-width", FastTree, Best, Measure.FitSeconds).SaidAt("001:68"),
            Claim.Higher("boosted trees, too, are more accurate than the best network of depth-width", BoostedTrees, Best, TestAccuracy)
                .UpTo(Margin),
            Claim.Higher("LightGBM, too, is more accurate than the best network of depth-width", LightGbm, Best, TestAccuracy)
                .UpTo(Margin),
        ],
        Pictures = [
            new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("test-loss", Measure.Metric(Split.Test, Metric.LogLoss)),
            new BarsSpec("fit-time", Measure.FitSeconds)],
    };

    private static DecisionMapSpec Map(string name, LearnerName learner) => new(name, learner, "longitude, degrees", "latitude, degrees");

    /// <summary>
    /// Epochs to a validation loss of 0.3 nats, which the default network comes to in fewer than its 50 epochs.
    /// </summary>
    private static Measure ToReach(int mostEpochs) => Measure.EpochsToReach(0.3, Split.Validation, Metric.Loss, mostEpochs);

    /// <summary>What batch normalization does to the default network.</summary>
    private static Claim Normed(Func<string, LearnerName, LearnerName, Measure, Claim> claim, string text, Measure measure) =>
        claim($"with batch normalization {text}", ByEpoch.At(WithBatchNorm), ByEpoch.At(NoBatchNorm), measure);

    private static double? LateChangeOfAccuracy(TrialResult result)
    {
        var curve = Measure.Curve(result, Split.Validation, Metric.Accuracy).Select(point => point.Value).ToList();
        var fifth = curve.Count / 5;
        return fifth == 0 ? null : curve.TakeLast(fifth).Average() - curve.SkipLast(fifth).TakeLast(fifth).Average();
    }
}
