using MlPipelines.Numerics.Scaling;

namespace MlPipelines.UnitTests.Numerics.Scaling;

[TestClass]
public sealed class QuantileNormalizerTests
{
    private static readonly float[][] Columns =
    [
        [3, -1, 4, 1, -5, 9, 2, 6, 5, 3.5f, 8, -9.75f],
        [0, 0, 0, 0, 0, 1, 1, 2, 7, 7, 0, -3],
        [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
        [1, float.NaN, 2, float.NaN, 3, 5, 8, float.NaN, 13, 21, 34, 55],
        [.. Enumerable.Repeat(float.NaN, 12)],
    ];

    /// <summary>scikit-learn 1.2.1's quantiles_ of QuantileTransformer(n_quantiles=12, output_distribution="normal") in double.</summary>
    [TestMethod]
    public void FitColumns_Values_GivesScikitLearnsQuantiles()
    {
        var quantiles = Fit(Columns).Quantiles;

        Near([-9.75, -5, -1, 1, 2, 3, 3.5, 4, 5, 6, 8, 9], quantiles[0], 0);
        Near([-3, 0, 0, 0, 0, 0, 0, 1, 1, 2, 7, 7], quantiles[1], 0);
        Near(
            [1, 1.7272727272727273, 2.4545454545454546, 3.3636363636363633, 4.818181818181818, 6.90909090909091, 9.818181818181817,
                13.727272727272727, 19.545454545454547, 28.090909090909097, 39.72727272727274, 55],
            quantiles[3], 1e-13);
        Assert.AreEqual(0, quantiles[4].Length);
    }

    /// <summary>The same transformer's values of the rows: gaps, ties, values beyond the ends. A tolerance of float's rounding.</summary>
    [TestMethod]
    public void Apply_Rows_GivesScikitLearnsValues()
    {
        var transformation = Fit(Columns);
        float[][] rows =
        [
            [-20, -3, 4, 1, 1], [-9.75f, 0, 4, float.NaN, float.NaN], [0, 1, 3, 4, 0], [4.3f, 7, 5, 13, 0], [2.9f, 1.5f, 4, 54.999f, 0],
            [9, -1.25f, 4, 100, 0],
        ];
        double[][] expected =
        [
            [-5.199337582605575, -5.199337582605575, -0.7478585947633022, 0.42240795461816905, -0.1371539734113683, 5.19933758270342],
            [-5.199337582605575, -0.4727891209922674, 0.47278912099226755, 5.19933758270342, 0.7478585947633022, -1.6161559218424955],
            [-5.199337582605575, -5.199337582605575, -5.199337582605575, 5.19933758270342, -5.199337582605575, -5.199337582605575],
            [-5.199337582605575, double.NaN, -0.4887764111146695, 0.30403744226636015, 4.3793247403969, 5.19933758270342],
            [0, double.NaN, 0, 0, 0, 0],
        ];

        var result = new float[5];
        for (var row = 0; row < rows.Length; row++)
        {
            transformation.Apply(rows[row], result);
            for (var column = 0; column < 5; column++)
            {
                // 54.999 is another number in float, so near the end that this shows.
                var tolerance = row == 4 && column == 3 ? 1e-3 : 1e-6;
                Assert.AreEqual(expected[column][row], result[column], tolerance, $"row {row}, column {column}");
            }
        }
    }

    /// <summary>scikit-learn 1.2.1 with n_quantiles=1000 on the same 2500 values, many of them several times there.</summary>
    [TestMethod]
    public void Apply_MoreRowsThanQuantiles_GivesScikitLearnsValues()
    {
        float[] values = [.. Enumerable.Range(0, 2500).Select(n => n * 7919 % 2503 * (n * 7919 % 2503) % 1009 / 8f)];
        double[] expected = [-2.9477661277745324, -2.1440106677777533, -1.0488726457816793, 0.005018295886876199, 0.7918230468332232,
            2.9109251266226237];

        var transformation = Fit([values]);

        Assert.AreEqual(QuantileNormalizer.MostQuantiles, transformation.Quantiles[0].Length);
        float[] inputs = [0.1f, 1, 17.3f, 63, 100.25f, 125.9f];
        var result = new float[1];
        for (var i = 0; i < inputs.Length; i++)
        {
            transformation.Apply([inputs[i]], result);
            Assert.AreEqual(expected[i], result[0], 1e-5, $"{inputs[i]}: float's rounding of the input, at slopes of up to 10");
        }
    }

    [TestMethod]
    public void Apply_TinyNumbers_KeepTheirOrder()
    {
        var transformation = Fit([[1e-12f, 2e-12f, 3e-12f, 4e-12f, 5e-12f]]);
        var result = new float[1];

        transformation.Apply([3e-12f], result);
        Assert.AreEqual(0, result[0], 1e-6);
        transformation.Apply([4e-12f], result);
        Assert.AreEqual(0.6744897501960817, result[0], 1e-6, "the upper quartile of the normal distribution");
    }

    /// <summary>scipy 1.10's norm.ppf.</summary>
    [TestMethod]
    public void NormalQuantile_Probabilities_GivesScipysValues()
    {
        (double Probability, double Value)[] expected =
        [
            (1e-10, -6.361340902404056), (1e-7, -5.1993375821928165), (0.001, -3.090232306167813), (0.0749, -1.4402382675279635),
            (0.075, -1.4395314709384563), (0.3, -0.5244005127080409), (0.5, 0), (0.92, 1.4050715603096329),
            (0.9999999, 5.199337582290661),
        ];
        foreach (var (probability, value) in expected)
            Assert.AreEqual(value, NormalQuantile.Of(probability), 1e-14 * Math.Max(1, Math.Abs(value)) * 10, $"{probability}");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => NormalQuantile.Of(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => NormalQuantile.Of(double.NaN));
    }

    [TestMethod]
    public void BadInput_IsRefused()
    {
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Fit([[1, 2], [1, float.PositiveInfinity]])).Message,
            "Column 1 has an infinite value, where a finite number or NaN, a missing value, was expected.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => new QuantileNormalizer([[0, 1], [2, 1]])).Message,
            "The quantiles of column 1 are not finite and ascending.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Fit([[1, 2]]).Apply([1, 2], new float[2])).Message,
            "1 values and as many places were expected, got 2 and 2.");
    }

    private static QuantileNormalizer Fit(float[][] columns) =>
        QuantileNormalizer.FitColumns([.. columns.Select(column => new Memory<float>([.. column]))]);

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance, $"quantile {i}");
    }
}
