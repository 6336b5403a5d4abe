using MlPipelines.Numerics.Scaling;

namespace MlPipelines.UnitTests.Numerics.Scaling;

[TestClass]
public sealed class RobustScaleTests
{
    private const int Columns = 4;

    /// <summary>Columns: values with an outlier and a gap; equal quartiles; one value; no values.</summary>
    private static readonly float[] Values =
    [
        1, 0, 5, float.NaN,
        2.5f, 0, 5, float.NaN,
        float.NaN, 0, 5, float.NaN,
        4, 0, 5, float.NaN,
        100, 0, 5, float.NaN,
        -7, 0, 5, float.NaN,
        3.25f, 3, 5, float.NaN,
        0.5f, -1, 5, float.NaN,
    ];

    /// <summary>NumPy 1.24: nanpercentile of the columns in double, and the formulas of the paper; scikit-learn's RobustScaler agrees on
    /// the first column (centre 2.5, scale 2.875).</summary>
    [TestMethod]
    public void Fit_Columns_GivesNumPysFigures()
    {
        var scale = RobustScale.Fit(Values, 8, Columns);

        CollectionAssert.AreEqual(new[] { 2.5, 0, 5, 0 }, scale.Centers);
        CollectionAssert.AreEqual(new[] { 0.34782608695652173, 0.5, 0, 0 }, scale.Factors);
    }

    /// <summary>The same in NumPy: (x − centre) · factor, and z / sqrt(1 + (z / 3)²); a tolerance of float's rounding.</summary>
    [TestMethod]
    public void Apply_Rows_GivesNumPysValues()
    {
        var scale = RobustScale.Fit(Values, 8, Columns);
        double[] plain = [-0.5217391304347826, 0, double.NaN, 0.5217391304347826, 33.91304347826087, -3.3043478260869565,
            0.2608695652173913, -0.6956521739130435];
        double[] clipped = [-0.5140235242537432, 0, double.NaN, 0.5140235242537432, 2.988330280380524, -2.2211421668562172,
            0.2598888490945259, -0.677671446054861];

        var row = new float[Columns];
        for (var i = 0; i < 8; i++)
        {
            scale.Apply(Values.AsSpan(i * Columns, Columns), row, smoothClip: false);
            Assert.AreEqual(plain[i], row[0], 4e-6, "float has 7 digits, and the largest value is 34");
            scale.Apply(Values.AsSpan(i * Columns, Columns), row, smoothClip: true);
            Assert.AreEqual(clipped[i], row[0], 2e-7 * 3);
        }

        scale.Apply([2, 3, 7, 1], row, smoothClip: true);
        Assert.AreEqual(1.3416407864998738, row[1], 2e-7);
        Assert.AreEqual(0, row[2], "a column that did not vary says nothing");
        Assert.AreEqual(0, row[3], "nor does one that had no values");
    }

    [TestMethod]
    public void FitColumns_SameValues_GivesTheSameFigures()
    {
        Memory<float>[] columns = [.. Enumerable.Range(0, Columns).Select(
            column => new Memory<float>([.. Enumerable.Range(0, 8).Select(row => Values[(row * Columns) + column])]))];

        var (byColumn, byRow) = (RobustScale.FitColumns(columns), RobustScale.Fit(Values, 8, Columns));

        CollectionAssert.AreEqual(byRow.Centers, byColumn.Centers);
        CollectionAssert.AreEqual(byRow.Factors, byColumn.Factors);
    }

    [TestMethod]
    public void Apply_FarValues_StayFinite()
    {
        var scale = RobustScale.Fit([0, 0, 0, float.Epsilon], 4, 1);
        var result = new float[1];

        scale.Apply([float.MaxValue], result, smoothClip: false);
        Assert.AreEqual(float.MaxValue, result[0]);
        scale.Apply([float.MinValue], result, smoothClip: true);
        Assert.AreEqual(-3, result[0]);
        Assert.AreEqual(3, SmoothClip.Of(double.PositiveInfinity));
        Assert.IsTrue(double.IsNaN(SmoothClip.Of(double.NaN)));
    }

    [TestMethod]
    public void Fit_BadInput_IsRefused()
    {
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => RobustScale.Fit([1, 2, 3, float.NegativeInfinity], 2, 2)).Message,
            "Column 1 has an infinite value, where a finite number or NaN, a missing value, was expected.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => RobustScale.Fit([1, 2, 3], 2, 2)).Message,
            "2 rows of 2 columns were expected, 3 values came.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => RobustScale.Fit([1, 2], 1, 2).Apply([1], new float[2], true)).Message,
            "2 values and as many places were expected, got 1 and 2.");
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => new RobustScale([0], [-1])).Message,
            "A factor is not a finite number of at least 0.");
    }
}
