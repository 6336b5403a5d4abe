using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Batch, penalty and shape of a small network on MNIST (D in the design's experiments).</summary>
internal static class MnistMlpSuite
{
    public static Suite Suite { get; } = new("mnist-mlp", "batch, penalty and shape of a network on MNIST", [BatchSize]);

    private static Experiment BatchSize => new()
    {
        Name = "batch-size",
        Question = "What does the batch size cost and gain at one learning rate, and what does validating after every iteration cost?",
        DataSet = "mnist-50k",
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
}
