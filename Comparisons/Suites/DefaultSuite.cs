using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Pictures.Declared;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What runs without arguments: a linear baseline, networks and boosted trees, on the two data sets that need no file.</summary>
/// <remarks>
/// No learner is tuned to win: linear penalties and the networks' rates are the best of a small sweep on the validation rows, the trees have
/// FastTree's defaults, fewer of them on digits. FastTree looks for the bins of every pixel anew for each of the ten classes, which sets the number of rows.
/// </remarks>
internal static class DefaultSuite
{
    private const string Chosen = "every setting; the linear model's penalty and the networks' rates are the best of a small sweep on the validation rows, the trees have FastTree's defaults but for their number";

    public static Suite Suite { get; } = new("default", "a linear baseline, networks and boosted trees, on data that need no file",
    [
        new()
        {
            Name = "digits",
            Question = "How well do a linear model, networks and boosted trees read handwritten-like digits?",
            DataSets = ["digits"],
            TrainRows = 2_000,
            ValidationRows = 1_000,
            TestRows = 4_000,
            Learners =
            [
                new("lbfgs-maximum-entropy", "linear", Settings.Parse("l2=30 scaling=standardize-jointly")),
                new("mlp", "mlp", Settings.Parse("hidden=128-64 optimizer=adam rate=0.001 batch=64 epochs=20 scaling=standardize-jointly")),
                new("resnet", "resnet", Settings.Parse("width=64 blocks=2 optimizer=adam rate=0.001 batch=64 epochs=20 scaling=standardize-jointly")),
                new("fast-tree", "FastTree", Settings.Parse("trees=20")),
                new("boosted-trees", "boosted trees", Settings.Parse("trees=20")),
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
                new("lbfgs-maximum-entropy", "linear", Settings.Parse("l2=0")),
                new("mlp", "mlp", Settings.Parse("hidden=64-64 optimizer=adam rate=0.003 batch=64 epochs=20")),
                new("resnet", "resnet", Settings.Parse("width=64 blocks=2 optimizer=adam rate=0.003 batch=64 epochs=20")),
                new("fast-tree", "FastTree", Settings.Parse("trees=50")),
                new("boosted-trees", "boosted trees", Settings.Parse("trees=50")),
            ],
            Seeds = 5,
            Ours = Chosen,
            Pictures = Pictures,
        },
    ]);

    private static IReadOnlyList<PictureSpec> Pictures =>
        [new BarsSpec("test-accuracy", Measure.Metric(Split.Test, Metric.Accuracy)), new BarsSpec("fit-time", Measure.FitSeconds)];
}
