using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What the knobs of an MLP do, on the map of European countries (B in the design's experiments).</summary>
internal static class CountriesSuite
{
    private static readonly Measure ValidationLoss = Measure.Metric(Split.Validation, Metric.LogLoss);
    private static readonly Measure ValidationAccuracy = Measure.Metric(Split.Validation, Metric.Accuracy);
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly PredictionGrid Europe = new(-11, 41, 34, 72, 208, 190);
    private static readonly int[] Depths = [1, 2, 6, 10];
    private static readonly int[] GradientLayers = [0, 30, 60, 90, 95, 99];
    private static readonly string Matrices = string.Join('-', GradientLayers);
    private static readonly int[] Widths = [8, 16, 32, 64];
    private static readonly (int Depth, int Width)[] Shapes = [(1, 16), (2, 16), (6, 16), (10, 16), (6, 8), (6, 32), (6, 64)];
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
    private static readonly LearnerSpec Mlp =
        new(
            "mlp", "mlp",
            Settings.Parse("optimizer=adam rate=0.001 batch=256 epochs=100 batch-norm=yes scaling=none monitor=train+validation+test"));
    private static readonly LearnerSpec Plain =
        new(
            "mlp", "plain",
            Settings.Parse($"hidden={Hidden(100, 4)} optimizer=adam rate=0.001 batch=256 epochs=10 scaling=none gradients={Matrices}"));
    private static readonly LearnerSpec Residual = new(
        "resnet", "residual",
        Settings.Parse(
            "width=4 hidden-width=4 blocks=50 batch-norm=yes optimizer=adam rate=0.001 batch=256 epochs=10 scaling=none "
                + $"gradients={Matrices}"));
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
        [LearningRate, Epochs, BatchNorm, BatchSize, DepthWidth, GradientMagnitude, ImplicitFeatures, Trees,
            CountriesEmbeddings.Of(Trees, Europe, Map)])
    {
        Parts = [Depth, Width],
    };

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
        Ours = "number of seeds",
        Claims =
        [
            Claim.Higher(
                "rate 1 makes no progress: its validation loss ends above that of 0.001", ByRate.At(RateOne), ByRate.At(RateThousandth),
                ValidationLoss),
            Claim.Higher(
                "rate 0.01 is noisier than 0.001", ByRate.At(RateHundredth), ByRate.At(RateThousandth),
                Measure.Fluctuation(Split.Validation, Metric.Loss)),
            Claim.Lower(
                "rate 0.01 is quicker than 0.001: its lowest validation loss comes earlier", ByRate.At(RateHundredth),
                ByRate.At(RateThousandth), Measure.LowestEpoch(Split.Validation, Metric.Loss)),
            Claim.Higher(
                "rate 0.00001 is very slow: its validation loss ends above that of 0.001", ByRate.At(RateTiny),
                ByRate.At(RateThousandth), ValidationLoss),
            Claim.Higher("0.01 is better than 1", ByRate.At(RateHundredth), ByRate.At(RateOne), ValidationAccuracy),
            Claim.Higher("0.001 is better than 1", ByRate.At(RateThousandth), ByRate.At(RateOne), ValidationAccuracy),
            Claim.Higher("0.01 is better than 0.00001", ByRate.At(RateHundredth), ByRate.At(RateTiny), ValidationAccuracy),
            Claim.Higher("0.001 is better than 0.00001", ByRate.At(RateThousandth), ByRate.At(RateTiny), ValidationAccuracy),
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
                "the validation loss is lowest by epoch 10 to 20", ByEpoch, Measure.LowestEpoch(Split.Validation, Metric.Loss), 10, 20),
            Claim.Within(
                "too many epochs overfit: the validation loss ends at least 0.05 nats above its lowest", ByEpoch,
                Measure.RiseFromLowest(Split.Validation, Metric.Loss), 0.05, double.PositiveInfinity),
            Claim.Within(
                "then small moves: the validation loss changes by less than 0.05 nats an epoch", ByEpoch,
                Measure.Fluctuation(Split.Validation, Metric.Loss), 0, 0.05),
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
            Claim.Lower(
                "with batch normalization the lowest validation loss comes sooner", ByEpoch.At(WithBatchNorm),
                ByEpoch.At(NoBatchNorm), Measure.LowestEpoch(Split.Validation, Metric.Loss)),
            Claim.Higher(
                "with batch normalization the validation accuracy is better", ByEpoch.At(WithBatchNorm), ByEpoch.At(NoBatchNorm),
                ValidationAccuracy),
            Claim.Higher(
                "with batch normalization the test accuracy is better", ByEpoch.At(WithBatchNorm), ByEpoch.At(NoBatchNorm),
                TestAccuracy),
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
            Claim.Higher(
                "batch 128 is more accurate than 1", ByBatch.At(Batch128), ByBatch.At(Batch1), ValidationAccuracy),
            Claim.Higher(
                "batch 128 is more accurate than 16", ByBatch.At(Batch128), ByBatch.At(Batch16),
                ValidationAccuracy),
            Claim.Higher(
                "batch 1024 is more accurate than 1", ByBatch.At(Batch1024), ByBatch.At(Batch1),
                ValidationAccuracy),
            Claim.Higher(
                "batch 1024 is more accurate than 16", ByBatch.At(Batch1024), ByBatch.At(Batch16),
                ValidationAccuracy),
        ],
        Pictures =
        [
            new CurvesSpec("validation-accuracy", Metric.Accuracy, Split.Validation), new BarsSpec("test-accuracy", TestAccuracy),
            new HistorySpec("batch-loss", "loss of the batches, means of many", (StepDiagnostic.BatchLoss, "")),
            new BarsSpec("iterations-per-epoch", Measure.IterationsPerEpoch),
            new BarsSpec("fluctuation", Measure.Fluctuation(Split.Validation, Metric.Accuracy)),
        ],
    };

    /// <summary>
    /// Depth and width together; the report's two plots against each of them are pictures of the same trials, and <see cref="Depth"/> and
    /// <see cref="Width"/> run each alone.
    /// </summary>
    private static Experiment DepthWidth => LearningRate with
    {
        Name = "depth-width",
        Question = "Which depth and width draw the borders best, do the large ones overfit, and what does each alone do?",
        Learners = [Mlp],
        Sweep = [Axis(Shapes)],
        Claims =
        [
            Claim.Within(
                "the best, (6, 64), has the validation accuracy 0.962, as published, within 0.005", Named(6, 64), ValidationAccuracy, 0.957,
                0.967),
            Claim.Within(
                "the worst, (1, 16), has the validation accuracy 0.900, as published, within 0.005", Named(1, 16), ValidationAccuracy,
                0.895, 0.905),
            .. Shapes.Where(shape => shape != (6, 64))
                .Select(
                    shape => Claim.Higher(
                        $"(6, 64) is better than ({shape.Depth}, {shape.Width})", Named(6, 64), Named(shape.Depth, shape.Width),
                        ValidationAccuracy)),
            .. Shapes.Where(shape => shape.Depth > 1 && shape != (6, 64))
                .Select(
                    shape => Claim.Lower(
                        $"(1, 16) is worse than ({shape.Depth}, {shape.Width})", Named(1, 16), Named(shape.Depth, shape.Width),
                        ValidationAccuracy)),
            Claim.Within(
                "(6, 64) generalizes: its accuracy on training rows is less than 0.01 above that on validation rows", Named(6, 64),
                Measure.Gap(Split.Validation, Metric.Accuracy), double.NegativeInfinity, 0.01),
            Claim.Within(
                "(1, 16) does not overfit: its validation loss ends less than 0.05 nats above its lowest", Named(1, 16),
                Measure.RiseFromLowest(Split.Validation, Metric.Loss), double.NegativeInfinity, 0.05),
            .. DepthClaims,
            .. WidthClaims,
        ],
        Map = new(Europe, 1, Named(1, 16), Named(6, 64)),
        Pictures =
        [
            new BarsSpec("validation-accuracy", ValidationAccuracy),
            new BarsSpec("test-accuracy", TestAccuracy),
            new BarsSpec("fit-time", Measure.FitSeconds),
            new CurvesSpec(
                "losses-of-best-and-worst", Metric.Loss, Split.Train, Split.Validation, Split.Test)
            {
                Learners = [Named(1, 16), Named(6, 64)],
            },
            Map("map-worst", Named(1, 16)), Map("map-best", Named(6, 64)),
            AgainstDepth("depth", ValidationAccuracy), AgainstDepth("depth-time", Measure.FitSeconds),
            AgainstWidth("width", ValidationAccuracy),
        ],
    };

    private static Experiment Depth => DepthWidth with
    {
        Name = "depth",
        Question = "What do more layers of 16 units gain, and what do they cost?",
        Sweep = [Axis(Shapes.Where(shape => shape.Width == 16))],
        Claims = [.. DepthClaims],
        Map = null,
        Pictures =
        [
            AgainstDepth("validation-accuracy", ValidationAccuracy),
            AgainstDepth("test-accuracy", TestAccuracy),
            AgainstDepth("fit-time", Measure.FitSeconds),
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation),
        ],
    };

    private static Experiment Width => DepthWidth with
    {
        Name = "width",
        Question = "Do wider layers help or hurt a network of 6, and what do they cost?",
        Sweep = [Axis(Shapes.Where(shape => shape.Depth == 6).OrderBy(shape => shape.Width))],
        Claims = [.. WidthClaims],
        Map = null,
        Pictures =
        [
            AgainstWidth("validation-accuracy", ValidationAccuracy),
            AgainstWidth("test-accuracy", TestAccuracy),
            AgainstWidth("fit-time", Measure.FitSeconds),
            new CurvesSpec("validation-loss", Metric.Loss, Split.Validation),
        ],
    };

    private static Experiment GradientMagnitude => LearningRate with
    {
        Name = "gradient-magnitude",
        Question = "Which layers of a 100 x 4 network do gradients reach, and do residual connections with batch normalization let them "
            + "through?",
        Learners = [Plain, Residual],
        Sweep = [],
        Ours = "the remedy: 50 residual blocks of two layers with batch normalization; number of seeds",
        Claims =
        [
            .. GradientLayers.Select(layer => Claim.Within(
                $"the gradient of layer {layer} vanishes: its mean squared norm is 0.00175 or less in every epoch", Plain,
                Gradient(layer), double.NegativeInfinity, 0.00175)),
            .. GradientLayers.Select(
                layer => Claim.Higher(
                    $"the remedy lets the gradient through to layer {layer}", Residual, Plain, Measure.LogarithmOf(Gradient(layer), 1e-9))),
            Claim.Higher("the remedy is more accurate", Residual, Plain, ValidationAccuracy),
        ],
        Pictures =
        [
            .. new[] { Plain, Residual }.Select(learner => new HistorySpec(
                $"gradients-{learner.Name}", "squared gradient norm, mean of an epoch",
                [.. GradientLayers.Select(layer => (StepDiagnostic.SquaredGradient(layer), $"layer {layer}"))]) { Learners = [learner] }),
            new CurvesSpec("validation-accuracy", Metric.Accuracy, Split.Validation),
        ],
        Quick = new() { EpochDivisor = 5 }, // two epochs: of one there is no curve
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
            Claim.Higher("sines are more accurate than raw coordinates", ByFeatures.At(Sines), ByFeatures.At(Raw), TestAccuracy),
            Claim.Lower(
                "sines reach their lowest validation loss sooner", ByFeatures.At(Sines), ByFeatures.At(Raw),
                Measure.LowestEpoch(Split.Validation, Metric.Loss)),
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
                + "which LightGBM takes its bins)",
        Claims =
        [
            Claim.Within("trees reach a very high accuracy: 0.95 and more", FastTree, TestAccuracy, 0.95, 1),
            Claim.Higher("trees are more accurate than the default network", FastTree, ByFeatures, TestAccuracy),
            Claim.Higher("trees are more accurate than the best network of depth-width", FastTree, Best, TestAccuracy),
            Claim.Lower("trees take less time than the best network of depth-width", FastTree, Best, Measure.FitSeconds),
            Claim.Higher("boosted trees, too, are more accurate than the best network of depth-width", BoostedTrees, Best, TestAccuracy),
            Claim.Higher("LightGBM, too, is more accurate than the best network of depth-width", LightGbm, Best, TestAccuracy),
        ],
        Pictures = [
            new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("test-loss", Measure.Metric(Split.Test, Metric.LogLoss)),
            new BarsSpec("fit-time", Measure.FitSeconds)],
    };

    /// <summary>The highest of the epochs' mean squared gradient norms of a layer.</summary>
    private static Measure Gradient(int layer) => Measure.Highest(Split.Train, StepDiagnostic.SquaredGradient(layer));

    private static DecisionMapSpec Map(string name, LearnerName learner) => new(name, learner, "longitude, degrees", "latitude, degrees");

    private static SweepAxis Axis(IEnumerable<(int Depth, int Width)> shapes) =>
        new([.. shapes.Select(shape => Point(shape.Depth, shape.Width))]);

    private static SweepPoint Point(int depth, int width) => new(Settings.Parse($"hidden={Hidden(depth, width)}"), $"{depth}x{width}");

    /// <summary>The network of so many layers of so many units.</summary>
    private static LearnerName Named(int depth, int width) => Mlp.At(Point(depth, width));

    private static AgainstLearnersSpec AgainstDepth(string name, Measure measure) =>
        new(name, measure, "hidden layers of 16 units", [.. Depths.Select(depth => ((double)depth, Named(depth, 16)))]);

    private static AgainstLearnersSpec AgainstWidth(string name, Measure measure) =>
        new(name, measure, "units of each of 6 hidden layers", [.. Widths.Select(width => ((double)width, Named(6, width)))]);

    private static IEnumerable<Claim> DepthClaims =>
        [.. Deeper("more layers help", ValidationAccuracy), .. Deeper("more layers take more time", Measure.FitSeconds)];

    private static IEnumerable<Claim> WidthClaims =>
        [.. Wider("wider layers hurt (the report's text)", Claim.Lower), .. Wider("wider layers help (the report's best)", Claim.Higher)];

    /// <summary>So many layers of so many units.</summary>
    private static string Hidden(int depth, int width) => string.Join('-', Enumerable.Repeat(width, depth));

    /// <summary>That a measure is higher at each depth than at the one before.</summary>
    private static IEnumerable<Claim> Deeper(string text, Measure measure) => Depths.Zip(Depths.Skip(1), (shallow, deep) =>
        Claim.Higher($"{text}: {measure.Name} of {deep} than of {shallow}", Named(deep, 16), Named(shallow, 16), measure));

    /// <summary>What each width does to the validation accuracy beside the one before.</summary>
    private static IEnumerable<Claim> Wider(string text, Func<string, LearnerName, LearnerName, Measure, Claim> claim) =>
        Widths.Zip(Widths.Skip(1), (narrow, wide) =>
        claim($"{text}: {wide} units beside {narrow}", Named(6, wide), Named(6, narrow), ValidationAccuracy));
}
