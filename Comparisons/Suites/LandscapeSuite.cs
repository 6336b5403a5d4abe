using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Optimization and generalization watched (E in the design's experiments).</summary>
internal static class LandscapeSuite
{
    public static Suite Suite { get; } = new("landscape", "optimization and generalization, watched", [Functions, MnistCnn]);

    private static Experiment Functions => new()
    {
        Name = "functions",
        Question = "Which of three networks of about equal size fits a sine, a cardinal sine and a growing sine fastest and best?",
        DataSets = ["sine", "sinc", "growing-sine"],
        TrainRows = 2_000,
        ValidationRows = 500,
        TestRows = 500,
        Learners =
        [
            new("mlp", "mlp", Settings.Parse("optimizer=adam rate=0.0012 weight-decay=0.0001 batch=200 epochs=5000 patience=500 scaling=none monitor=train+validation")),
        ],
        Sweep = [SweepAxis.Of("hidden", "16-32-32-16", "18-30-30-18", "14-34-34-14")],
        Seeds = 10,
        Ours = "inputs in [-1, 1], 2000 samples, batch 200, targets standardized, end after 500 epochs without a better validation loss, number of seeds",
        Quick = new() { EpochDivisor = 50 },
    };

    private static Experiment MnistCnn => new()
    {
        Name = "mnist-cnn",
        Question = "Which of three small convolutional networks reads handwritten digits best, and what does it cost?",
        DataSets = ["mnist-50k"],
        TrainRows = 50_000,
        ValidationRows = 10_000,
        TestRows = 10_000,
        Learners =
        [
            new("convnet", "cnn", Settings.Parse("image=1x28x28 kernel=5 keep-size=no dropout=0.5 optimizer=adam rate=0.001 batch=64 epochs=5 scaling=standardize-jointly")),
        ],
        Sweep =
        [
            new(
            [
                new(Settings.Parse("filters=10-20 hidden=50-30"), "10-20 filters, 50 units"),
                new(Settings.Parse("filters=16-20 hidden=70-30"), "16-20 filters, 70 units"),
                new(Settings.Parse("filters=12-20 hidden=60-30"), "12-20 filters, 60 units"),
            ]),
        ],
        Seeds = 5,
        Ours = "30 units in the second dense layer, Adam at 0.001, batch 64, dropout 0.5, 5 epochs, inputs standardized by the training rows, number of seeds",
        Quick = new() { EpochDivisor = 5 },
    };
}
