using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Kernels;

[TestClass]
public class BiasGradientTests
{
    [TestMethod]
    [DataRow(1, 1, 1)]
    [DataRow(7, 17, 1)]
    [DataRow(17, 63, 2)]
    [DataRow(128, 513, 2)]
    public void Compute_AwkwardSizes_EqualsThePlainLoops(int rows, int columns, int threads)
    {
        using var workers = new WorkerPool(threads);
        var random = new Xoshiro256(columns, RandomPurpose.Generation);
        float[] y = [.. Enumerable.Range(0, rows * columns).Select(_ => Math.Max(0, (float)random.NextNormal()))];
        float[] dy = [.. y.Select(_ => (float)random.NextNormal())];
        float[] gated = [.. dy.Select((v, i) => y[i] > 0 ? v : 0)];
        var (expected, sums) = (new float[columns], new float[columns]);
        for (var i = 0; i < gated.Length; i++)
            expected[i % columns] += gated[i];

        var plain = dy.ToArray();
        BiasGradient<float>.Compute(workers, y, dy, sums);
        CollectionAssert.AreEqual(gated, dy);
        CollectionAssert.AreEqual(expected, sums);

        BiasGradient<float>.Compute(workers, default, plain, sums);
        Assert.AreEqual(plain.Where((_, i) => i % columns == 0).Aggregate(0f, (a, b) => a + b), sums[0]);
    }
}
