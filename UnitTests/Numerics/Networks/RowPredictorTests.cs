using System.Numerics;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.UnitTests.Numerics.Networks;

[TestClass]
public sealed class RowPredictorTests
{
    [TestMethod]
    [DataRow(1, new int[0], 1)]
    [DataRow(2, new[] { 16, 16 }, 33)]
    [DataRow(7, new[] { 1 }, 3)]
    [DataRow(17, new[] { 129, 63 }, 10)]
    [DataRow(784, new[] { 128 }, 10)]
    public void Predict_OneRow_HasTheBitsOfTheRowInABatch(int inputs, int[] hidden, int outputs)
    {
        SameBits<float>(inputs, hidden, outputs, zeros: 0);
        SameBits<double>(inputs, hidden, outputs, zeros: 0);
    }

    /// <summary>Inputs of 0 are left out; among them −0, a row of nothing else, and values that are not numbers, which must stay.</summary>
    [TestMethod]
    [DataRow(1, new[] { 64 }, 1, 0.5)]
    [DataRow(7, new[] { 33 }, 3, 0.9)]
    [DataRow(17, new[] { 129, 63 }, 10, 0.6)]
    [DataRow(784, new[] { 128 }, 10, 0.81)]
    [DataRow(784, new[] { 300 }, 10, 1)]
    public void Predict_OneRowOfManyZeros_HasTheBitsOfTheRowInABatch(int inputs, int[] hidden, int outputs, double zeros)
    {
        SameBits<float>(inputs, hidden, outputs, zeros);
        SameBits<double>(inputs, hidden, outputs, zeros);
    }

    [TestMethod]
    public void Predict_NaNAmongZeros_IsNaN()
    {
        var predictor = new RowPredictor<float>(
            Network<float>.Create(Mlp.Define(40, [64], 2, Activation.ReLU, WeightInitialization.PyTorch), seed: 1));
        var x = new float[40];
        var scores = new float[2];
        x[23] = float.NaN;

        predictor.Predict(x, scores);

        Assert.IsTrue(scores.All(float.IsNaN));
    }

    /// <summary>A folded normalization multiplies before the sum instead of after it: some units in the last place of the sums.</summary>
    [TestMethod]
    [DataRow("mlp")]
    [DataRow("activated-sum")]
    [DataRow("activated-input")]
    [DataRow("projection")]
    public void Predict_NormalizedAndResidualNetworks_AgreesWithTheBatch(string name)
    {
        var network = Network<double>.Create(
            name switch
            {
                "mlp" => Mlp.Define(5, [33, 20], 3, Activation.Tanh, batchNorm: true, dropout: 0.5, sineFrequencies: [1, 2]),
                "activated-sum" => DenseResNet.Define(5, 33, 3, 3, form: ResidualForm.ActivatedSum, batchNorm: true),
                "activated-input" =>
                    DenseResNet.Define(5, 33, 3, 3, Activation.Sigmoid, ResidualForm.ActivatedInput, hiddenWidth: 7, batchNorm: true),
                _ =>
                    new NetworkDefinition(new Shape(5),
                    [new Residual([new Dense(9), new ReLU(), new BatchNorm(), new ReLU()], [new Dense(9)]), new ReLU(), new Flatten(),
                    new Dense(3), new SoftmaxHead()]),
            },
            seed: 5);
        var random = new Xoshiro256(9);
        foreach (ref var value in network.StateValues)
            value = random.NextUniform(0.5, 2);
        foreach (ref var value in network.ParameterValues)
            value += random.NextUniform(-0.2, 0.2);
        double[] x = [.. Enumerable.Range(0, 6 * 5).Select(_ => random.NextNormal())];
        var batch = new double[6 * 3];
        var row = new double[3];
        network.Predict(x, 6, batch);
        var predictor = new RowPredictor<double>(network);
        for (var i = 0; i < 6; i++)
        {
            predictor.Predict(x.AsSpan(i * 5, 5), row);
            for (var j = 0; j < 3; j++)
                Assert.AreEqual(batch[i * 3 + j], row[j], 1e-12 * Math.Max(1, Math.Abs(row[j])));
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            predictor.Predict(x.AsSpan(0, 5), row);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Predict_ResidualWithoutNormalization_HasTheBitsOfTheRowInABatch()
    {
        var network = Network<float>.Create(DenseResNet.Define(4, 17, 5, 3, Activation.Tanh), seed: 1);
        float[] x = [.. Enumerable.Range(0, 8).Select(i => MathF.Sin(i))], batch = new float[6], row = new float[3];
        network.Predict(x, 2, batch);
        new RowPredictor<float>(network).Predict(x.AsSpan(4, 4), row);
        CollectionAssert.AreEqual(batch[3..], row);
    }

    /// <summary>Convolutions with their normalizations folded in, pooling, pixels that are scaled and resized.</summary>
    [TestMethod]
    public void Predict_ImagesOfAResidualNetwork_AgreesWithTheBatchAndAllocatesNothing()
    {
        var layers = ResNet.Define([1, 1, 1], 3, channels: 3, size: 48).Layers;
        var network = Network<double>.Create(
            new NetworkDefinition(new Shape(3, 20, 20), [new PixelScaling(true), new ResizeImage(48, 48), .. layers]), seed: 5);
        var random = new Xoshiro256(9);
        foreach (ref var value in network.StateValues)
            value = random.NextUniform(0.5, 2);
        double[] x = [.. Enumerable.Range(0, 3 * network.InputSize).Select(_ => random.NextUniform(0, 255))];
        var (batch, row) = (new double[9], new double[3]);
        network.Predict(x, 3, batch);
        var predictor = new RowPredictor<double>(network);
        for (var i = 0; i < 3; i++)
        {
            predictor.Predict(x.AsSpan(i * network.InputSize, network.InputSize), row);
            for (var j = 0; j < 3; j++)
                Assert.AreEqual(batch[i * 3 + j], row[j], 1e-10 * Math.Max(1, Math.Abs(row[j])));
        }

        predictor.Predict(x.AsSpan(0, network.InputSize), row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        predictor.Predict(x.AsSpan(0, network.InputSize), row);
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Predict_AfterTheNetworkChanged_IsOfTheCopy()
    {
        var network = Network<float>.Create(Mlp.Define(2, [3], 2, Activation.ReLU, WeightInitialization.PyTorch), seed: 1);
        var predictor = new RowPredictor<float>(network);
        var before = new float[2];
        var after = new float[2];
        predictor.Predict([1, 2], before);

        network.ParameterValues.Clear();

        predictor.Predict([1, 2], after);
        CollectionAssert.AreEqual(before, after);
        Assert.IsTrue(before.Any(v => v != 0));
    }

    [TestMethod]
    public void Predict_OnceWarm_AllocatesNothing()
    {
        var predictor = new RowPredictor<float>(
            Network<float>.Create(Mlp.Define(784, [128], 10, Activation.ReLU, WeightInitialization.PyTorch), seed: 1));
        var x = new float[784];
        var y = new float[10];
        predictor.Predict(x, y);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) predictor.Predict(x, y);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Predict_OtherLengths_Throws()
    {
        var predictor = new RowPredictor<float>(
            Network<float>.Create(Mlp.Define(2, [3], 2, Activation.ReLU, WeightInitialization.PyTorch), seed: 1));

        var error = Assert.ThrowsExactly<ArgumentException>(() => predictor.Predict(new float[3], new float[2]));
        Assert.AreEqual("The network takes 2 features and gives 2 scores; found room for 3 and 2.", error.Message);
        Assert.ThrowsExactly<ArgumentException>(() => predictor.Predict(new float[2], new float[1]));
    }

    private static void SameBits<T>(int inputs, int[] hidden, int outputs, double zeros)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Rows = 9;
        var network = Network<T>.Create(Mlp.Define(inputs, hidden, outputs, Activation.ReLU, WeightInitialization.PyTorch), seed: 5);
        var random = new Xoshiro256(9);
        T[] x = [.. Enumerable.Range(0, Rows * inputs)
            .Select(i => T.CreateTruncating(random.NextUniform(0, 1) < zeros ? (i % 2 == 0 ? 0.0 : -0.0) : random.NextNormal()))];
        var batch = new T[Rows * outputs];
        network.Predict(x, Rows, batch);
        var predictor = new RowPredictor<T>(network);
        var row = new T[outputs];

        for (var i = 0; i < Rows; i++)
        {
            predictor.Predict(x.AsSpan(i * inputs, inputs), row);
            CollectionAssert.AreEqual(batch[(i * outputs)..((i + 1) * outputs)], row);
        }
    }
}
