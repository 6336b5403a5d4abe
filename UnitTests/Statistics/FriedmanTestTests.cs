using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

/// <summary>
/// The worked example of Demšar 2006 (JMLR 7, table 6): C4.5 with and without two parameters, area under the curve on 14 data sets.
/// </summary>
[TestClass]
public sealed class FriedmanTestTests
{
    [TestMethod]
    public void Of_DemsarsTable_HasThePublishedRanksAndCriticalDifference()
    {
        var test = FriedmanTest.Of(FriedmanTables.Demsar);

        double[] published = [3.143, 2.000, 2.893, 1.964];
        for (var i = 0; i < 4; i++)
            Assert.AreEqual(published[i], test.AverageRanks[i], 0.0005);
        Assert.AreEqual(1.25, test.CriticalDifference(), 0.005);
        var uncorrected = 12 * 14 / (4 * 5.0) * (test.AverageRanks.Sum(rank => rank * rank) - 25);
        Assert.AreEqual(9.28, uncorrected, 0.005); // the paper leaves ties out of account
        Assert.AreEqual(1, test.Groups().Count); // no two learners differ by 1.25
        CollectionAssert.AreEqual(new[] { 3, 1, 2, 0 }, test.Groups()[0].ToArray());
        Assert.AreEqual(1.12, test.CriticalDifference(0.10), 0.005);
        CollectionAssert.AreEqual(new[] { 3, 1, 2 }, test.Groups(0.10)[0].ToArray());
        CollectionAssert.AreEqual(new[] { 2, 0 }, test.Groups(0.10)[1].ToArray());
    }

    /// <summary>SciPy 1.10.1, <c>friedmanchisquare</c>, <c>f.sf</c> and <c>studentized_range.sf</c>.</summary>
    [TestMethod]
    public void Of_DemsarsTable_HasSciPysPValues()
    {
        var test = FriedmanTest.Of(FriedmanTables.Demsar);

        Assert.AreEqual(10.228346456692925, test.ChiSquared, 1e-9);
        Assert.AreEqual(0.016721580328441323, test.PValue, 1e-9);
        Assert.AreEqual(4.1851301115241695, test.FStatistic, 1e-9);
        Assert.AreEqual(0.011620659515310954, test.FPValue, 1e-9);
        Assert.AreEqual(0.08867270928888271, test.PairPValue(0, 1), 1e-7);
        Assert.AreEqual(0.0741847950687442, test.PairPValue(0, 3), 1e-7);
    }

    /// <summary>
    /// Six data sets of losses with a tie. SciPy 1.10.1, <c>friedmanchisquare</c>, <c>f.sf</c>, <c>rankdata</c> and
    /// <c>studentized_range.ppf</c>.
    /// </summary>
    [TestMethod]
    public void Of_LossesWithATie_IsSciPys()
    {
        var test = FriedmanTest.Of(
            [
                [0.35, 0.55, 0.62, 0.21], [0.22, 0.54, 0.15, 0.47], [0.42, 0.34, 0.33, 0.23], [0.2, 0.33, 0.45, 0.35],
                [0.5, 0.5, 0.52, 0.55], [0.19, 0.2, 0.52, 0.13],
            ], lowerIsBetter: true);

        Assert.AreEqual(2.1864406779661074, test.ChiSquared, 1e-9);
        Assert.AreEqual(0.5346240706549144, test.PValue, 1e-9);
        Assert.AreEqual(0.6913183279742786, test.FStatistic, 1e-9);
        Assert.AreEqual(0.571395495917077, test.FPValue, 1e-9);
        Assert.AreEqual(1.9148432265902373, test.CriticalDifference(), 1e-7);
        CollectionAssert.AreEqual(new[] { 12.5 / 6, 16.5 / 6, 3.0, 13.0 / 6 }, test.AverageRanks.ToArray());
    }

    [TestMethod]
    public void Of_LowerIsBetter_TurnsTheRanks()
    {
        var test = FriedmanTest.Of([[1, 2, 3], [1, 2, 3], [1, 2, 3]], lowerIsBetter: true);

        CollectionAssert.AreEqual(new double[] { 1, 2, 3 }, test.AverageRanks.ToArray());
        Assert.AreEqual(6, test.ChiSquared, 1e-12);
        Assert.AreEqual(0, test.FPValue);
    }

    [TestMethod]
    public void Of_BadTables_SaysWhat()
    {
        Assert.AreEqual(1, FriedmanTest.Of([[5, 5, 5], [2, 2, 2]]).PValue);
        var few = Assert.ThrowsExactly<ArgumentException>(() => FriedmanTest.Of([[1, 2], [2, 1]]));
        Assert.StartsWith(
            "Friedman's test needs at least 2 data sets and 3 learners; found 2 and 2. Two learners are compared by Wilcoxon's test.",
            few.Message);
        var ragged = Assert.ThrowsExactly<ArgumentException>(() => FriedmanTest.Of([[1, 2, 3], [1, 2]]));
        Assert.StartsWith(
            "Friedman's test needs every learner on every data set; data set 2 has 2 figures, the first has 3.", ragged.Message);
        Assert.ThrowsExactly<ArgumentException>(() => FriedmanTest.Of([[1, 2, double.NaN], [1, 2, 3]]));
    }
}
