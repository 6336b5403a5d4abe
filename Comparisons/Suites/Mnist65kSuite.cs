using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>The best network under 65 000 parameters on MNIST (F in the design's experiments).</summary>
internal static class Mnist65kSuite
{
    public static Suite Suite { get; } = new("mnist-65k", "the best network under 65 000 parameters on MNIST", [Budget]);

    private static Experiment Budget => new()
    {
        Name = "budget",
        Question = "How accurate is 784-64-64-128-10, with 64 010 parameters, over several seeds, with ReLU and with leaky ReLU?",
        DataSet = "mnist",
        TrainRows = 60_000,
        TestRows = 10_000,
        Learners =
        [
            new("mlp", "784-64-64-128-10", Settings.Parse(
                "hidden=64-64-128 optimizer=sgd momentum=0.22 rate=0.05 batch=50 epochs=30 scaling=standardize-jointly monitor=test")),
        ],
        Sweep = [SweepAxis.Of("activation", "relu", "leaky-relu")],
        Seeds = 10,
        Ours = "standardized with one mean and deviation for all pixels; number of seeds",
    };
}
