using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.UnitTests.Numerics.Kernels;

[TestClass]
public class MatrixVectorTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(7, 17)]
    [DataRow(17, 7)]
    [DataRow(63, 63)]
    [DataRow(10, 513)]
    [DataRow(513, 2)]
    public void Multiply_AwkwardSizes_AgreesWithThePlainLoops(int outputs, int inputs)
    {
        var random = new Xoshiro256(outputs, RandomPurpose.Generation);
        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextUniform(-1, 1))];
        var (w, x, b, y, expected) = (Draw(outputs * inputs), Draw(inputs), Draw(outputs), new double[outputs], new double[outputs]);
        MatrixVector<double>.Multiply(w, x, b, y, rectify: true);
        MatrixProductScalar.Multiply(1, outputs, inputs, new MatrixView<double>(x, inputs), MatrixView<double>.Transposed(w, inputs),
            expected, new Epilogue<double>(b, true));
        for (var j = 0; j < outputs; j++)
            Assert.AreEqual(expected[j], y[j], 1e-13, "sums of 513 terms below 1 in another order");
    }
}
