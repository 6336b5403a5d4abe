using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.UnitTests.Statistics;

/// <summary>Expected figures: SciPy 1.10.1, <c>binomtest</c> and <c>chi2.sf</c>.</summary>
[TestClass]
public sealed class McNemarTestTests
{
    [TestMethod]
    [DataRow(11L, 1L, 0.00634765625)]
    [DataRow(1L, 11L, 0.00634765625)]
    [DataRow(25L, 15L, 0.1538599441628321)]
    [DataRow(7L, 7L, 1.0)]
    [DataRow(0L, 0L, 1.0)]
    [DataRow(5L, 0L, 0.0625)]
    public void Exact_Counts_IsTheBinomialTest(long first, long second, double expected) =>
        Assert.AreEqual(expected, McNemarTest.Exact(first, second).PValue, 1e-12);

    /// <summary>Agresti, Categorical Data Analysis, ratings of a prime minister: 150 against 86 changed their mind.</summary>
    [TestMethod]
    public void Corrected_ApprovalRatings_IsSciPys()
    {
        var test = McNemarTest.Corrected(150, 86);

        Assert.AreEqual(16.81779661016949, test.Statistic, 1e-12);
        Assert.AreEqual(4.114562281345944e-05, test.PValue, 1e-13);
        Assert.AreEqual(3.715936139571387e-05, McNemarTest.Exact(150, 86).PValue, 1e-13);
        Assert.AreEqual(0.15472892348537437, McNemarTest.Corrected(25, 15).PValue, 1e-10);
        Assert.AreEqual(1, McNemarTest.Corrected(4, 4).PValue);
    }

    [TestMethod]
    public void Exact_Rows_CountsWhereOneAloneIsRight()
    {
        var test = McNemarTest.Exact([true, true, false, false, true], [true, false, true, false, false]);

        Assert.AreEqual((2, 1), (test.OnlyFirst, test.OnlySecond));
        Assert.ThrowsExactly<ArgumentException>(() => McNemarTest.Exact([true], [true, false]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => McNemarTest.Exact(-1, 3));
    }
}
