using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Batch, penalty and shape of a small network on MNIST (D in the design's experiments).</summary>
internal static class MnistMlpSuite
{
    private static readonly string[] Decays = ["0.0000001", "0.0000005", "0.000001", "0.000005", "0.00001", "0.00005", "0.0001", "0.0005", "0.001"];

    public static Suite Suite { get; } = new("mnist-mlp", "batch, penalty and shape of a network on MNIST", [BatchSize, Regularization, Architecture]);

    private static Experiment BatchSize => new()
    {
        Name = "batch-size",
        Question = "What does the batch size cost and gain at one learning rate, and what does validating after every iteration cost?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners =
        [
            new("mlp", "784-128-10", Settings.Parse("hidden=128 optimizer=sgd rate=0.3 drop-last=yes scaling=standardize-jointly")),
        ],
        Sweep =
        [
            SweepAxis.Together("batch=128 epochs=4", "batch=1024 epochs=10", "batch=10000 epochs=30", "batch=20000 epochs=30"),
            new(
            [
                new(Settings.Parse("validate=iteration monitor=validation"), "validate=iteration"),
                new(Settings.Parse("validate=epoch monitor=validation+test"), "validate=epoch"),
            ]),
        ],
        Seeds = 10,
        Ours = "inputs standardized by the training rows, all pixels alike; number of seeds",
        Quick = new() { TrainRows = null, Seeds = 1 },
    };

    private static Experiment Regularization => BatchSize with
    {
        Name = "regularization",
        Question = "Does an L1 or an L2 penalty make 784-128-10 more accurate on unseen digits, and how strong should it be?",
        Learners = [new("mlp", "784-128-10", Settings.Parse("hidden=128 optimizer=sgd rate=0.3 batch=1024 epochs=10 drop-last=yes scaling=standardize-jointly monitor=train+validation+test"))],
        Sweep =
        [
            new(
            [
                new(Settings.Parse("l1=0 l2=0"), "no penalty"),
                .. Decays.Select(decay => new SweepPoint(Settings.Parse($"l1={decay}"))),
                .. Decays.Select(decay => new SweepPoint(Settings.Parse($"l2={decay}"))),
            ]),
        ],
        Ours = "the decays but for the best two, inputs standardized by the training rows, all pixels alike; number of seeds",
    };

    private static Experiment Architecture => BatchSize with
    {
        Name = "architecture",
        Question = "What do width and depth cost and gain, and do networks of equal size but other shape differ?",
        Learners = [new("mlp", "mlp", Settings.Parse("optimizer=sgd rate=0.3 batch=1024 epochs=10 drop-last=yes scaling=standardize-jointly monitor=train+validation+test"))],
        Sweep = [SweepAxis.Of("hidden", "64", "128", "256", "512", "64-64", "512-512", "128-64", "80-512", "100-200", "512-80")],
        Ours = "10 epochs, inputs standardized by the training rows, all pixels alike; number of seeds",
    };
}
