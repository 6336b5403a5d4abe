using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What runs without arguments: a linear baseline, networks and boosted trees, on the two data sets that need no file.</summary>
/// <remarks>
/// No learner is tuned to win: penalties and rates come from small tries on the validation rows. On digits the trees are few and small, at
/// a rate to match: with 784 features and a classifier for each of the ten classes FastTree takes longer than all the other learners
/// together. Each seed draws training rows of its own from many, so that learners without chance, as trees and linear models, differ from
/// seed to seed too.
/// </remarks>
internal static class DefaultSuite
{
    private const string Chosen =
        "every setting, by small tries on the validation rows and none by a thorough search; each seed draws its training rows; "
        + "so many rows and trees that all is done in about a minute";

    public static Suite Suite { get; } = new("default", "a linear baseline, networks and boosted trees, on data that need no file",
    [
        new()
        {
            Name = "digits",
            Question = "How well do a linear model, networks and boosted trees read handwritten-like digits?",
            DataSets = ["digits"],
            TrainRows = 10_000,
            ValidationRows = 1_000,
            TestRows = 4_000,
            Learners =
            [
                new("lbfgs-maximum-entropy", "linear", Settings.Parse("l2=30 scaling=standardize-jointly rows=1500")),
                new(
                    "mlp", "mlp",
                    Settings.Parse("hidden=128-64 optimizer=adam rate=0.001 batch=64 epochs=20 scaling=standardize-jointly rows=1500")),
                new(
                    "resnet", "resnet",
                    Settings.Parse("width=64 blocks=2 optimizer=adam rate=0.001 batch=64 epochs=20 scaling=standardize-jointly rows=1500")),
                new("fast-tree", "FastTree", Settings.Parse("trees=4 leaves=12 rate=0.5 bins=63 rows=1500")),
                new(
                    "boosted-trees", "boosted trees",
                    Settings.Parse("trees=4 leaves=12 rate=0.5 bins=63 row-fraction=1 split-feature-fraction=1 rows=1500")),
            ],
            Seeds = 5,
            Ours = Chosen,
            Pictures = Pictures,
        },
        new()
        {
            Name = "map",
            Question = "How well do a linear model, networks and boosted trees draw the borders of countries?",
            DataSets = ["countries-map"],
            TrainRows = 20_000,
            ValidationRows = 4_000,
            TestRows = 4_000,
            Learners =
            [
                new("lbfgs-maximum-entropy", "linear", Settings.Parse("l2=0 rows=6000")),
                new("mlp", "mlp", Settings.Parse("hidden=64-64 optimizer=adam rate=0.003 batch=64 epochs=20 rows=6000")),
                new("resnet", "resnet", Settings.Parse("width=64 blocks=2 optimizer=adam rate=0.003 batch=64 epochs=20 rows=6000")),
                new("fast-tree", "FastTree", Settings.Parse("trees=20 rows=6000")),
                new(
                    "boosted-trees", "boosted trees",
                    Settings.Parse("trees=20 rate=0.2 row-fraction=1 split-feature-fraction=1 rows=6000")),
            ],
            Seeds = 5,
            Ours = Chosen,
            Pictures = Pictures,
        },
        new()
        {
            Name = "pictures",
            Question = "Few pictures to train on: how much does a network help that was trained on other pictures before, and what do "
                + "boosted trees find in pixels?",
            DataSets = ["pictures"],
            TrainRows = 2_000,
            TestRows = 100,
            TrainMetricRows = 20,
            Learners =
            [
                new("image-transfer", "from scratch", Settings.Parse($"mode=scratch rate=0.001 epochs=1 {SmallImages}")),
                new("image-transfer", "head alone", Settings.Parse($"mode=probe rate=0.01 epochs=20 {SmallImages}")),
                new("image-transfer", "fine-tuned", Settings.Parse($"mode=fine-tune rate=0.001 epochs=1 {SmallImages}")),
                new(
                    "boosted-trees", "boosted trees",
                    Settings.Parse("trees=20 leaves=10 rate=0.3 bins=63 row-fraction=1 split-feature-fraction=1 rows=80")),
            ],
            Seeds = 5,
            Ours = "every setting and the number of pictures, so that all is done in about half a minute; each seed draws its training "
                + "rows; the networks see the pictures enlarged to 64 pixels; training accuracies are of 20 of them",
            Pictures = Pictures,
        },
    ]);

    private const string SmallImages = "size=64 batch=16 monitor=none cache=no rows=80";

    private static IReadOnlyList<PictureSpec> Pictures =>
        [new BarsSpec("test-accuracy", Measure.Metric(Split.Test, Metric.Accuracy)), new BarsSpec("fit-time", Measure.FitSeconds)];
}
