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
        SameBits<float>(inputs, hidden, outputs);
        SameBits<double>(inputs, hidden, outputs);
    }

    [TestMethod]
    public void Predict_AfterTheNetworkChanged_IsOfTheCopy()
    {
        var network = Network<float>.Create(Mlp.Define(2, [3], 2, Activation.ReLU, WeightInitialization.PyTorch), seed: 1);
        var predictor = new RowPredictor<float>(network);
        float[] before = new float[2], after = new float[2];
        predictor.Predict([1, 2], before);

        network.ParameterValues.Clear();

        predictor.Predict([1, 2], after);
        CollectionAssert.AreEqual(before, after);
        Assert.IsTrue(before.Any(v => v != 0));
    }

    [TestMethod]
    public void Predict_OnceWarm_AllocatesNothing()
    {
        var predictor = new RowPredictor<float>(Network<float>.Create(Mlp.Define(784, [128], 10, Activation.ReLU, WeightInitialization.PyTorch), seed: 1));
        float[] x = new float[784], y = new float[10];
        predictor.Predict(x, y);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) predictor.Predict(x, y);

        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Predict_OtherLengths_Throws()
    {
        var predictor = new RowPredictor<float>(Network<float>.Create(Mlp.Define(2, [3], 2, Activation.ReLU, WeightInitialization.PyTorch), seed: 1));

        var error = Assert.ThrowsExactly<ArgumentException>(() => predictor.Predict(new float[3], new float[2]));
        Assert.AreEqual("The network takes 2 features and gives 2 scores; found room for 3 and 2.", error.Message);
        Assert.ThrowsExactly<ArgumentException>(() => predictor.Predict(new float[2], new float[1]));
    }

    private static void SameBits<T>(int inputs, int[] hidden, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Rows = 9;
        var network = Network<T>.Create(Mlp.Define(inputs, hidden, outputs, Activation.ReLU, WeightInitialization.PyTorch), seed: 5);
        var random = new Xoshiro256(9);
        T[] x = [.. Enumerable.Range(0, Rows * inputs).Select(_ => T.CreateTruncating(random.NextNormal()))];
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
