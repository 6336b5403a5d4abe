using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>
/// What each part of a modern network for tables adds on the map of European countries, beside boosted trees of the same run (B10 in the
/// design's experiments).
/// </summary>
internal static class CountriesEmbeddings
{
    /// <summary>About the standard error of an accuracy of 0.99 on 13 363 test rows.</summary>
    private const double Margin = 0.001;

    private const int Epochs = 20;

    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private static readonly Measure TestLoss = Measure.Metric(Split.Test, Metric.LogLoss);
    private static readonly Measure ValidationLoss = Measure.Metric(Split.Validation, Metric.LogLoss);

    private static readonly LearnerSpec Baseline = new(
        "mlp", "6x64, as in trees",
        Settings.Parse($"hidden=64-64-64-64-64-64 optimizer=adam rate=0.001 batch=256 epochs={Epochs} batch-norm=yes scaling=none"));
    private static readonly LearnerSpec Trained = new(
        "mlp", "3x256, modern training",
        Settings.Parse(
            "hidden=256-256-256 activation=silu optimizer=adamw rate=0.004 weight-decay=0.01 schedule=one-cycle batch=256 "
                + $"epochs={Epochs} scaling=robust"));
    private static readonly LearnerSpec Simple = new(
        "realmlp", "RealMLP simple", Settings.Parse($"form=simple epochs={Epochs} monitor=validation"));
    private static readonly LearnerSpec Full = new(
        "realmlp", "RealMLP", Settings.Parse($"epochs={Epochs} monitor=validation"));
    private static readonly LearnerSpec Fine = new(
        "realmlp", "RealMLP, 32 frequencies of 3",
        Settings.Parse($"frequencies=32 frequency-deviation=3 embedding=16 epochs={Epochs} monitor=validation"));
    private static readonly LearnerSpec Finer = new(
        "realmlp", "RealMLP, 32 frequencies of 6",
        Settings.Parse($"frequencies=32 frequency-deviation=6 embedding=16 epochs={Epochs} monitor=validation"));
    private static readonly LearnerSpec TabM = new(
        "tabm", "TabM, 8 members", Settings.Parse($"members=8 hidden=128-128 batch=256 epochs={Epochs} monitor=validation"));
    private static readonly LearnerSpec Trees = new("boosted-trees", "boosted trees", Settings.Parse("trees=100 leaves=20 rate=0.2"));
    private static readonly LearnerSpec ManyTrees = new("boosted-trees", "boosted trees, stopping", Settings.Parse("leaves=31 rate=0.1"));
    private static readonly LearnerSpec LightGbm = new("light-gbm", "LightGBM", Settings.Parse("trees=100 leaves=20 rate=0.2"));
    private static readonly LearnerSpec SlowLightGbm = new(
        "light-gbm", "LightGBM, 300 trees", Settings.Parse("trees=300 leaves=31 rate=0.05"));

    private static readonly LearnerSpec[] Networks = [Baseline, Trained, Simple, Full, Fine, Finer, TabM];
    private static readonly LearnerSpec[] AllTrees = [Trees, ManyTrees, LightGbm, SlowLightGbm];

    private static readonly Choice BestNetwork = Best("the best network", Networks);
    private static readonly Choice BestTrees = Best("the best trees", AllTrees);

    /// <summary>The experiment.</summary>
    /// <param name="trees">The experiment beside which it stands: it has the same rows.</param>
    /// <param name="map">The places of maps of decisions.</param>
    /// <param name="draw">Gives the picture of a map.</param>
    public static Experiment Of(Experiment trees, PredictionGrid map, Func<string, LearnerName, PictureSpec> draw) => trees with
    {
        Name = "embeddings",
        Question = "What does each part of a modern network for tables add, and does a network then draw the borders as well as boosted "
            + "trees?",
        Learners = [.. Networks, .. AllTrees],
        Seeds = 5,
        TrainMetricRows = 10_000,
        Ours = $"everything: {Epochs} epochs for each network, frequencies and embeddings of RealMLP, the size of TabM, the trees; the "
            + "best network and the best trees are those of the lowest log-loss on validation rows; differences up to 0.001 of an "
            + "accuracy or 0.002 nats do not matter; number of seeds; training figures are "
            + "of 10 000 rows, for LightGBM's predictions take long",
        Claims =
        [
            Claim.Within(
                $"a network from scratch is at most {Margin} less accurate than the best trees of the same run", BestNetwork,
                TestAccuracy, -Margin, double.PositiveInfinity) with { Than = BestTrees },
            Claim.Higher("the best network is more accurate than the best trees", BestNetwork, BestTrees, TestAccuracy).UpTo(Margin),
            Claim.Lower("the best network has a lower log-loss than the best trees", BestNetwork, BestTrees, TestLoss).UpTo(0.002),
            Claim.Higher("modern training makes a plain network more accurate", Trained, Baseline, TestAccuracy).UpTo(Margin),
            Claim.Higher("RealMLP's simple form is more accurate than a plain network with modern training", Simple, Trained, TestAccuracy)
                .UpTo(Margin),
            Claim.Higher("RealMLP's embeddings of numbers add accuracy", Full, Simple, TestAccuracy).UpTo(Margin),
            Claim.Higher("higher frequencies add accuracy", Fine, Full, TestAccuracy).UpTo(Margin),
            Claim.Higher("still higher frequencies add accuracy", Finer, Fine, TestAccuracy).UpTo(Margin),
            Claim.Higher("TabM is more accurate than the network of trees", TabM, Baseline, TestAccuracy).UpTo(Margin),
        ],
        Choices = [BestNetwork, BestTrees],
        Map = new(map, 1, Baseline, Fine, Trees),
        Pictures =
        [
            new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("test-loss", TestLoss), new BarsSpec("fit-time", Measure.FitSeconds),
            draw("map-baseline", Baseline), draw("map-embeddings", Fine), draw("map-trees", Trees),
        ],
        Quick = new() { TreeDivisor = 10 },
    };

    private static Choice Best(string name, LearnerSpec[] candidates) =>
        new(name, ValidationLoss, [.. candidates.Select(spec => (LearnerName)spec)]) { Lowest = true };
}
