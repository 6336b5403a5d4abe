using System.Numerics;
using MlPipelines.Numerics.Kernels.Normalization;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.UnitTests.Numerics.Kernels.Normalization;

/// <summary>Against the formulas taken literally in double: errors of a few roundings per sum of up to ten thousand values.</summary>
[TestClass]
public class BatchNormalizationKernelTests
{
    private static readonly (int Rows, int Channels)[] Sizes = [(1, 1), (7, 17), (17, 7), (63, 3), (256, 64), (513, 10), (2, 513),
        (10_000, 16), (1_000, 63)];

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void All_Float_AgreeWithTheFormulasInDouble(int threads) => CompareAll<float>(threads, 5e-6);

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void All_Double_AgreeWithTheFormulas(int threads) => CompareAll<double>(threads, 1e-13);

    [TestMethod]
    public void All_OneAndTwoThreads_GiveTheSameBits()
    {
        using var workers = new WorkerPool(2);
        foreach (var (rows, channels) in Sizes)
        {
            var (one, two) = (Run<float>(WorkerPool.Single, rows, channels, 0), Run<float>(workers, rows, channels, 0));
            for (var i = 0; i < one.Length; i++)
                CollectionAssert.AreEqual(one[i], two[i], $"{rows} × {channels}, array {i}");
        }
    }

    /// <summary>A mean of a thousand standard deviations costs three digits of x itself, and no more.</summary>
    [TestMethod]
    public void Statistics_MeanFarFromZero_KeepsTheVariance()
    {
        float[] x = [.. RandomValues.Normal<float>(20_000 * 3, 5).Select(v => v + 1000)];
        var (mean, variance) = (new float[3], new float[3]);
        BatchNormalizationKernel.Statistics<float>(WorkerPool.Single, 20_000, 3, x, mean, variance);
        for (var c = 0; c < 3; c++)
        {
            var values = x.Where((_, i) => i % 3 == c).Select(v => (double)v).ToArray();
            var exact = values.Select(v => (v - values.Average()) * (v - values.Average())).Average();
            Assert.AreEqual(exact, variance[c], 1e-4 * exact);
        }
    }

    [TestMethod]
    public void Normalize_InPlace_GivesTheSame()
    {
        var x = RandomValues.Normal<float>(40 * 10, 1);
        var (y, ones) = (new float[400], Enumerable.Repeat(1.5f, 10).ToArray());
        BatchNormalizationKernel.Normalize<float>(WorkerPool.Single, 40, 10, x, ones, ones, 1e-5f, ones, ones, default, false, y);
        BatchNormalizationKernel.Normalize<float>(WorkerPool.Single, 40, 10, x, ones, ones, 1e-5f, ones, ones, default, false, x);
        CollectionAssert.AreEqual(y, x);
    }

    [TestMethod]
    public void Statistics_WrongLength_NamesWhatWasExpected() => Assert.AreEqual(
        "3 rows of 4 channels have 12 elements; found 11, 11 and 11.",
        Assert.ThrowsExactly<ArgumentException>(
            () => BatchNormalizationKernel.Statistics<float>(WorkerPool.Single, 3, 4, new float[11], new float[4], new float[4])).Message);

    private static void CompareAll<T>(int threads, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var workers = new WorkerPool(threads);
        foreach (var (rows, channels) in Sizes)
        {
            for (var variant = 0; variant < 4; variant++)
            {
                var actual = Run<T>(workers, rows, channels, variant);
                var expected = Formulas(rows, channels, variant, RandomValues.ToDouble(actual[2]));
                string[] names = ["mean", "variance", "y", "dy", "dScale", "dShift", "dx"];
                for (var i = 0; i < names.Length; i++)
                {
                    RandomValues.AssertClose(expected[i], actual[i], tolerance * (rows == 1 ? 100 : 1),
                        $"{typeof(T).Name} {names[i]} of {rows} × {channels}, variant {variant}");
                }
            }
        }
    }

    /// <summary>Bit 0 of the variant: rectified; bit 1: with an addend.</summary>
    private static T[][] Run<T>(WorkerPool workers, int rows, int channels, int variant)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (x, scale, shift, addend, dy) = Inputs<T>(rows, channels);
        var (mean, variance, y) = (new T[channels], new T[channels], new T[x.Length]);
        var (dScale, dShift, dx) = (new T[channels], new T[channels], new T[x.Length]);
        var epsilon = T.CreateTruncating(0.125);
        BatchNormalizationKernel.Statistics<T>(workers, rows, channels, x, mean, variance);
        BatchNormalizationKernel.Normalize<T>(workers, rows, channels, x, mean, variance, epsilon, scale, shift,
            (variant & 2) != 0 ? addend : default, (variant & 1) != 0, y);
        BatchNormalizationKernel.Backward<T>(
            workers, rows, channels, x, (variant & 1) != 0 ? y : default, dy, mean, variance, epsilon, scale, dScale, dShift, dx);
        return [mean, variance, y, dy, dScale, dShift, dx];
    }

    /// <summary>The gates come from the kernel's own y, since a value next to 0 may fall on either side of it.</summary>
    private static double[][] Formulas(int rows, int channels, int variant, double[] gates)
    {
        var (x, scale, shift, addend, dy) = Inputs<double>(rows, channels);
        var (mean, variance, y, dx) = (new double[channels], new double[channels], new double[x.Length], new double[x.Length]);
        var (dScale, dShift) = (new double[channels], new double[channels]);
        if ((variant & 1) != 0)
            dy = [.. dy.Select((v, i) => gates[i] > 0 ? v : 0)];
        for (var c = 0; c < channels; c++)
        {
            var own = Enumerable.Range(0, rows).Select(row => row * channels + c).ToArray();
            mean[c] = own.Average(i => x[i]);
            variance[c] = own.Average(i => (x[i] - mean[c]) * (x[i] - mean[c]));
            var deviation = Math.Sqrt(variance[c] + 0.125);
            var normalized = own.Select(i => (x[i] - mean[c]) / deviation).ToArray();
            dShift[c] = own.Sum(i => dy[i]);
            dScale[c] = own.Select((i, row) => dy[i] * normalized[row]).Sum();
            for (var row = 0; row < rows; row++)
            {
                var i = own[row];
                y[i] = scale[c] * normalized[row] + shift[c] + ((variant & 2) != 0 ? addend[i] : 0);
                y[i] = (variant & 1) != 0 ? Math.Max(0, y[i]) : y[i];
                dx[i] = scale[c] / deviation * (dy[i] - dShift[c] / rows - normalized[row] * dScale[c] / rows);
            }
        }
        return [mean, variance, y, dy, dScale, dShift, dx];
    }

    private static (T[] X, T[] Scale, T[] Shift, T[] Addend, T[] DY) Inputs<T>(int rows, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (RandomValues.Normal<T>(rows * channels, 1), RandomValues.Normal<T>(channels, 2), RandomValues.Normal<T>(channels, 3),
            RandomValues.Normal<T>(rows * channels, 4), RandomValues.Normal<T>(rows * channels, 5));
}
