using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;

namespace MlPipelines.UnitTests.Numerics.Gradients;

/// <summary>Whole networks in double: the gradient of the mean loss by every parameter and every input.</summary>
[TestClass]
public class NetworkGradientTests
{
    private const int Batch = 9;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Run_MlpWithCrossEntropy_MatchesCentralDifferences(int threads) =>
        Check(Mlp.Define(5, [7, 6], 4, initialization: WeightInitialization.HeNormal), new SoftmaxCrossEntropy(), weighted: false, threads);

    [TestMethod]
    public void Run_WeightedRowsAndLabelSmoothing_MatchesCentralDifferences() =>
        Check(Mlp.Define(3, [8], 5), new SoftmaxCrossEntropy { LabelSmoothing = 0.1 }, weighted: true);

    [TestMethod]
    public void Run_LinearModel_MatchesCentralDifferences() => Check(Mlp.Define(3, [], 2), new SoftmaxCrossEntropy(), weighted: false);

    [TestMethod]
    public void Run_ReLUThatNoDenseLayerPrecedes_MatchesCentralDifferences() =>
        Check(new NetworkDefinition(new Shape(4), [new ReLU(), new Dense(6), new ReLU(), new ReLU(), new Dense(3)]),
            new SoftmaxCrossEntropy(), weighted: false);

    [TestMethod]
    [DataRow("LeakyReLU")]
    [DataRow("Tanh")]
    [DataRow("Sigmoid")]
    [DataRow("Identity")]
    public void Run_EachActivation_MatchesCentralDifferences(string activation) =>
        Check(Mlp.Define(5, [7, 6], 4, Activation.Parse(activation), WeightInitialization.GlorotNormal), new SoftmaxCrossEntropy(),
            weighted: false);

    [TestMethod]
    public void Run_Dropout_MatchesCentralDifferencesOfTheSameMask() =>
        Check(new NetworkDefinition(new Shape(4), [new Dropout(0.2), new Dense(16), new Tanh(), new Dropout(), new Dense(3)]),
            new SoftmaxCrossEntropy(), weighted: false);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Run_BatchNormBeforeEachActivation_MatchesCentralDifferences(int threads) =>
        Check(Mlp.Define(5, [7, 6], 4, initialization: WeightInitialization.HeNormal, batchNorm: true), new SoftmaxCrossEntropy(),
            weighted: true, threads);

    [TestMethod]
    [DataRow(ResidualForm.Single, false, "Tanh")]
    [DataRow(ResidualForm.ActivatedSum, false, "ReLU")]
    [DataRow(ResidualForm.ActivatedSum, true, "ReLU")]
    [DataRow(ResidualForm.ActivatedInput, true, "Sigmoid")]
    public void Run_DenseResNet_MatchesCentralDifferences(ResidualForm form, bool batchNorm, string activation) =>
        Check(DenseResNet.Define(3, 6, 3, 4, Activation.Parse(activation), form, hiddenWidth: 5, batchNorm,
            initialization: WeightInitialization.GlorotNormal), new SoftmaxCrossEntropy(), weighted: false);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Run_ConvNet_MatchesCentralDifferences(int threads) => Check(
        ConvNet.Define(new Shape(2, 9, 8), 3, new ConvNetSettings
        {
            Filters = [4, 3],
            KernelSize = 3,
            HiddenLayers = [5],
            BatchNorm = true,
            KeepSize = true,
            Dropout = 0.3
        }),
        new SoftmaxCrossEntropy(), weighted: false, threads);

    [TestMethod]
    public void Run_ConvolutionsPoolingsAndAProjection_MatchesCentralDifferences() => Check(
        new NetworkDefinition(new Shape(3, 8, 7),
        [
            new ReLU(),
            new Conv2d(4, 3, Stride: 2, Padding: 1),
            new Tanh(),
            new Residual([new Conv2d(5, 3, Padding: 1, Bias: false), new BatchNorm(), new ReLU()], [new Conv2d(5, 1)]),
            new ReLU(),
            new MaxPool2d(3, Stride: 1, Padding: 1),
            new Residual([new AvgPool2d(3, Stride: 1, Padding: 1), new Dropout(0.2)]),
            new AvgPool2d(2),
            new Conv2d(3, 1),
            new ReLU(),
            new Flatten(),
            new Dense(4, Bias: false),
            new ReLU(),
            new Dense(3),
        ]),
        new SoftmaxCrossEntropy(), weighted: false);

    [TestMethod]
    public void Run_GlobalPoolingAndSoftmaxHead_MatchesCentralDifferences() => Check(
        new NetworkDefinition(new Shape(2, 5, 5), [new Conv2d(4, 3), new Sigmoid(), new GlobalAvgPool(), new Dense(3),
            new SoftmaxHead()]), new MeanSquaredError(), weighted: false);

    [TestMethod]
    public void Run_SineFeatures_MatchesCentralDifferences() =>
        Check(Mlp.Define(2, [6], 3, Activation.Tanh, sineFrequencies: [0.5, 1, 3]), new SoftmaxCrossEntropy(), weighted: false);

    /// <summary>The loss's gradient must not take the place of an output that the last layer needs on its way back.</summary>
    [TestMethod]
    public void Run_ActivationLast_MatchesCentralDifferences()
    {
        Check(new NetworkDefinition(new Shape(4), [new Dense(3), new Sigmoid()]), new MeanSquaredError(), weighted: false);
        Check(new NetworkDefinition(new Shape(4), [new Dense(3), new ReLU()]), new MeanSquaredError(), weighted: false);
    }

    /// <summary>Outputs of the shape [channels, height, width] lie channel by channel, as inputs do.</summary>
    [TestMethod]
    public void Run_ImageOut_MatchesCentralDifferences() =>
        Check(new NetworkDefinition(new Shape(2, 4, 3), [new Conv2d(3, 3, Padding: 1), new Tanh(), new Conv2d(2, 1)]),
            new MeanSquaredError(), weighted: true);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Run_BinaryCrossEntropy_MatchesCentralDifferences(bool weighted) =>
        Check(Mlp.Define(5, [7], 1, Activation.Tanh), new BinaryCrossEntropy(), weighted);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Run_MeanSquaredError_MatchesCentralDifferences(bool weighted) =>
        Check(Mlp.Define(5, [7], 3, Activation.Tanh), new MeanSquaredError(), weighted);

    private static void Check(NetworkDefinition definition, LossDefinition loss, bool weighted, int threads = 1)
    {
        using var workers = new WorkerPool(threads);
        var random = new Xoshiro256(11, RandomPurpose.Generation);
        var network = Network<double>.Create(definition, seed: 7);
        var classes = network.OutputSize;
        double[] x = [.. Enumerable.Range(0, Batch * network.InputSize).Select(_ => random.NextUniform(-2, 2))];
        int[] labels = [.. Enumerable.Range(0, Batch).Select(_ => random.NextInt32(Math.Max(2, classes)))];
        double[] targets = [.. Enumerable.Range(0, Batch * classes).Select(_ => random.NextNormal())];
        double[] weights = weighted ? [.. Enumerable.Range(0, Batch).Select(_ => random.NextUniform(0, 3))] : [];
        var pass = new GradientPass<double>(network, loss.Build<double>(), Batch);

        double Loss(double[] dx)
        {
            var sums = pass.Run(workers, x, new TargetBatch<double> { Count = Batch, Labels = labels, Values = targets, Weights = weights },
                stepSeed: 5, dx: dx);
            return sums.Loss / sums.Weight;
        }

        var dx = new double[x.Length];
        Loss(dx);
        var gradients = pass.Gradients.ToArray();
        foreach (var parameter in network.Parameters)
        {
            CentralDifferences.AssertGradient(
                () => Loss([]), network.GetParameter(parameter.Name), gradients.AsSpan(parameter.Offset, parameter.Length), parameter.Name);
        }

        CentralDifferences.AssertGradient(() => Loss([]), x, dx, "input");
    }
}
