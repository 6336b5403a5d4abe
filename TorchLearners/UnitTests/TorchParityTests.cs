using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;
using MlPipelines.TorchLearners.Training;

namespace MlPipelines.TorchLearners.UnitTests;

/// <summary>
/// The same network, initial weights and batches on libtorch and on Numerics, in double, 100 steps: two programs that add the same numbers
/// in another order differ by some 1e-16 a step, so 1e-8 leaves room for nothing but rounding.
/// </summary>
[TestClass]
public sealed class TorchParityTests
{
    private const double Tolerance = 1e-8;
    private const int Steps = 100;
    private const int Rows = 330; // 11 batches of 32, the last of 10

    public required TestContext TestContext { get; init; }

    public static IEnumerable<object[]> Cases =>
    [
        ["sgd", Case(new SgdOptions { LearningRate = 0.1 })],
        ["momentum", Case(new SgdOptions { LearningRate = 0.05, Momentum = 0.9, WeightDecay = 1e-3 })],
        ["nesterov", Case(new SgdOptions { LearningRate = 0.05, Momentum = 0.9, Nesterov = true })],
        ["adam", Case(new AdamOptions { LearningRate = 0.01, WeightDecay = 1e-3 })],
        ["adamw", Case(new AdamWOptions { LearningRate = 0.01, WeightDecay = 0.1 })],
        ["rmsprop", Case(new RmsPropOptions { LearningRate = 0.003, Momentum = 0.5 })],
        ["one-cycle", Case(new SgdOptions { LearningRate = 0.2, Momentum = 0.9 }) with { Schedule = new OneCycleSchedule() }],
        ["cosine", Case(new AdamOptions { LearningRate = 0.01 }) with { Schedule = new CosineSchedule() }],
        ["penalties", Case(new SgdOptions { LearningRate = 0.1 }) with { L1 = 1e-3, L2 = 1e-2 }],
        ["clipping", Case(new SgdOptions { LearningRate = 0.5 }) with { Clipping = new GradientClipping { Norm = 0.5, Value = 0.05 } }],
        ["smoothing", Case(new AdamOptions { LearningRate = 0.01 }) with { Loss = new SoftmaxCrossEntropy { LabelSmoothing = 0.1 } }],
        ["leaky", Case(new AdamOptions { LearningRate = 0.01 }), Activation.LeakyReLU],
        ["tanh", Case(new AdamOptions { LearningRate = 0.01 }), Activation.Tanh],
        ["sigmoid", Case(new RmsPropOptions { LearningRate = 0.003 }), Activation.Sigmoid],
        ["dropout", Case(new AdamOptions { LearningRate = 0.01 }), Activation.ReLU, 0.3],
        ["batch-norm", Case(new SgdOptions { LearningRate = 0.05, Momentum = 0.9 }), Activation.ReLU, 0.0, false, true],
        ["weighted", Case(new AdamOptions { LearningRate = 0.01 }), Activation.ReLU, 0.0, true],
        ["binary", Case(new AdamOptions { LearningRate = 0.01 }) with { Loss = new BinaryCrossEntropy() }, Activation.Tanh, 0.0, true],
        ["squares", Case(new AdamOptions { LearningRate = 0.01 }) with { Loss = new MeanSquaredError() }, Activation.Tanh, 0.0, true],
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_100StepsInDouble_AgreesWithNumerics(
        string name, TrainingOptions options, Activation? activation = null, double dropout = 0, bool weighted = false,
            bool normalized = false)
    {
        var samples = TorchCases.Samples(options.Loss, Rows, weighted);
        var outputs = options.Loss is SoftmaxCrossEntropy ? samples.Classes : 1;
        var definition = Mlp.Define(
            samples.Columns, [16, 12], outputs, activation, dropout: dropout, batchNorm: normalized,
            sineFrequencies: normalized ? [0.5, 1.5] : []);
        var ours = Network<double>.Create(definition, seed: 5);
        var theirs = ours.Clone();
        var start = ours.Clone();
        IReadOnlyList<Monitor<double>> monitors = [new("train", samples)];

        var expected = Trainer.Fit(ours, samples, monitors, options);
        TorchLibrary.Require();
        var actual = Trainer.Fit(
            theirs, samples, monitors, options, null, (network, settings) => new TorchBackend<double>(network, settings), null,
            TestContext.CancellationToken);

        Assert.AreEqual(Steps, expected.Iterations);
        Assert.AreEqual(Steps, actual.Iterations);
        var (losses, weights) = (TorchCases.HistoryDifference(expected.History, actual.History), TorchCases.Difference(ours, theirs));
        TestContext.WriteLine($"{name}: losses differ by at most {losses:E1}, weights by at most {weights:E1}");
        Assert.IsTrue(TorchCases.Difference(start, ours) > 1e-3, "The training moved no weight.");
        Assert.IsLessThan(Tolerance, losses);
        Assert.IsLessThan(Tolerance, weights);
    }

    private static TrainingOptions Case(OptimizerOptions optimizer) => new()
    {
        Optimizer = optimizer,
        BatchSize = 32,
        Epochs = 10,
        DropLastBatch = true, // 10 epochs of 10 batches
        EvaluateEveryIterations = 1,
        Seed = 3,
    };
}
