using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Pictures.Declared;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>The best network under 65 000 parameters on MNIST (F in the design's experiments).</summary>
internal static class Mnist65kSuite
{
    private static readonly Measure TestAccuracy = Measure.Metric(Split.Test, Metric.Accuracy);
    private const string Chosen = "mlp optimizer=sgd momentum=0.22 rate=0.05";
    private static readonly string[] Optimizers = ["optimizer=sgd momentum=0", "optimizer=sgd momentum=0.22", "optimizer=adam momentum=0"];
    private static readonly string[] Rates = ["0.01", "0.05", "0.1"];

    public static Suite Suite { get; } = new("mnist-65k", "the best network under 65 000 parameters on MNIST", [Budget, Choices]);

    private static Experiment Budget => new()
    {
        Name = "budget",
        Question = "How accurate is 784-64-64-128-10, with 64 010 parameters, over several seeds, with ReLU and with leaky ReLU?",
        DataSets = ["mnist"],
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
        Claims =
        [
            Claim.Within("98.22 % is what the ReLU network reaches on average, within 0.1 points", "784-64-64-128-10 activation=relu", TestAccuracy, 0.9812, 0.9832),
            Claim.Within("98.22 % is what the leaky network reaches on average, within 0.1 points", "784-64-64-128-10 activation=leaky-relu", TestAccuracy, 0.9812, 0.9832),
            Claim.Alike("ReLU and leaky ReLU are at most 0.1 points apart", "784-64-64-128-10 activation=leaky-relu", "784-64-64-128-10 activation=relu", TestAccuracy, 0.001),
        ],
        Pictures = [new CurvesSpec("test-accuracy-by-epoch", "accuracy", Split.Test), new BarsSpec("test-accuracy", TestAccuracy)],
    };

    private static Experiment Choices => new()
    {
        Name = "choices",
        Question = "Which optimizer, rate, batch, number of epochs and depth suit the network of the budget?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners = [new("mlp", "mlp", Settings.Parse("hidden=64-64-128 optimizer=sgd momentum=0.22 rate=0.05 batch=50 epochs=30 scaling=standardize-jointly"))],
        Sweep =
        [
            new(
            [
                .. from optimizer in Optimizers
                   from rate in Rates
                   select new SweepPoint(Settings.Parse($"{optimizer} rate={rate}")),
                new(Settings.Parse("optimizer=adam momentum=0 rate=0.001")),
                new(Settings.Parse("batch=100")),
                new(Settings.Parse("epochs=60")),
                new(Settings.Parse("hidden=64-128")),
            ]),
        ],
        Seeds = 5,
        Ours = "one choice changed at a time but for optimizer and rate, Adam at 0.001, 784-64-128-10 as the network of 3 layers, 10 000 of the training digits to choose on, number of seeds",
        Claims =
        [
            Claim.Higher("momentum is better than none", Chosen, "mlp optimizer=sgd momentum=0 rate=0.05", TestAccuracy),
            Claim.Higher("momentum is better than Adam at its best rate of 0.001", Chosen, "mlp optimizer=adam momentum=0 rate=0.001", TestAccuracy),
            Claim.Higher("rate 0.05 is better than 0.01", Chosen, "mlp optimizer=sgd momentum=0.22 rate=0.01", TestAccuracy),
            Claim.Higher("rate 0.05 is better than 0.1", Chosen, "mlp optimizer=sgd momentum=0.22 rate=0.1", TestAccuracy),
            Claim.Higher("batch 50 is better than 100", Chosen, "mlp batch=100", TestAccuracy),
            Claim.Alike("nothing is gained after 30 epochs: 60 are at most 0.1 points apart", "mlp epochs=60", Chosen, TestAccuracy, 0.001),
            Claim.Higher("4 layers are better than 3", Chosen, "mlp hidden=64-128", TestAccuracy),
        ],
        Pictures = [new BarsSpec("test-accuracy", TestAccuracy), new BarsSpec("fit-time", Measure.FitSeconds)],
    };
}
