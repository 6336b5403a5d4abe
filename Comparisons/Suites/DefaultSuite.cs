using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>What runs without arguments: a linear baseline beside networks, on the two embedded data sets.</summary>
internal static class DefaultSuite
{
    public static Suite Suite { get; } = new("default", "a linear baseline beside networks, on embedded data",
    [
        new()
        {
            Name = "digits",
            Question = "How much better than a linear model does a network read handwritten-like digits?",
            DataSet = "digits",
            TrainRows = 6_000,
            ValidationRows = 1_000,
            TestRows = 2_000,
            Learners =
            [
                new("lbfgs-maximum-entropy", "linear", Settings.Empty),
                new("mlp", "mlp-128 sgd", Settings.Parse("hidden=128 optimizer=sgd rate=0.1 batch=32 epochs=10 scaling=standardize")),
                new("mlp", "mlp-128-64 adam", Settings.Parse("hidden=128-64 optimizer=adam rate=0.001 batch=64 epochs=10 scaling=standardize")),
            ],
            Seeds = 5,
        },
        new()
        {
            Name = "map",
            Question = "How much better than a linear model does a network draw borders between regions?",
            DataSet = "countries-map",
            TrainRows = 12_000,
            ValidationRows = 2_000,
            TestRows = 4_000,
            Learners =
            [
                new("lbfgs-maximum-entropy", "linear", Settings.Empty),
                new("mlp", "mlp-64-64 sgd", Settings.Parse("hidden=64-64 optimizer=sgd rate=0.1 batch=32 epochs=20 scaling=standardize")),
                new("mlp", "mlp-64-64 adam", Settings.Parse("hidden=64-64 optimizer=adam rate=0.005 batch=64 epochs=20 scaling=standardize")),
            ],
            Seeds = 5,
        },
    ]);
}
