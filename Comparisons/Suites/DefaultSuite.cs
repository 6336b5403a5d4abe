using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What runs without arguments: a linear baseline beside networks, on the two data sets that need no file.</summary>
/// <remarks>Every learner's settings, the baseline's too, are the best on the validation rows of a small sweep.</remarks>
internal static class DefaultSuite
{
    private const string Chosen = "every setting; penalties and rates are the best of a small sweep on the validation rows";

    public static Suite Suite { get; } = new("default", "a linear baseline beside networks, on data that need no file",
    [
        new()
        {
            Name = "digits",
            Question = "How much better than a linear model does a network read handwritten-like digits?",
            DataSets = ["digits"],
            TrainRows = 10_000,
            ValidationRows = 2_000,
            TestRows = 4_000,
            Learners =
            [
                new("lbfgs-maximum-entropy", "linear", Settings.Parse("l2=30 scaling=standardize-jointly")),
                new("mlp", "mlp-128 sgd", Settings.Parse("hidden=128 optimizer=sgd rate=0.1 batch=32 epochs=10 scaling=standardize-jointly")),
                new("mlp", "mlp-128-64 adam", Settings.Parse("hidden=128-64 optimizer=adam rate=0.001 batch=64 epochs=10 scaling=standardize-jointly")),
            ],
            Seeds = 5,
            Ours = Chosen,
        },
        new()
        {
            Name = "map",
            Question = "How much better than straight borders between regions are those that a network draws?",
            DataSets = ["countries-map"],
            TrainRows = 20_000,
            ValidationRows = 4_000,
            TestRows = 4_000,
            Learners =
            [
                new("lbfgs-maximum-entropy", "linear", Settings.Parse("l2=0")),
                new("mlp", "mlp-64-64 sgd", Settings.Parse("hidden=64-64 optimizer=sgd rate=0.1 batch=32 epochs=20")),
                new("mlp", "mlp-64-64 adam", Settings.Parse("hidden=64-64 optimizer=adam rate=0.003 batch=64 epochs=20")),
            ],
            Seeds = 5,
            Ours = Chosen,
        },
    ]);
}
