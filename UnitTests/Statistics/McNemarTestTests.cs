using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

[TestClass]
public sealed class McNemarTestTests
{
    /// <summary>SciPy 1.10.1: binomtest(5, 20, 0.5).</summary>
    [TestMethod]
    public void Of_Rows_CountsThoseThatOneHasRightAlone()
    {
        bool[] first = [.. Enumerable.Repeat(true, 15), .. Enumerable.Repeat(false, 5), .. Enumerable.Repeat(true, 100)];
        bool[] second = [.. Enumerable.Repeat(false, 15), .. Enumerable.Repeat(true, 5), .. Enumerable.Repeat(true, 100)];

        var test = McNemarTest.Of(first, second);

        Assert.AreEqual((15, 5), (test.FirstAlone, test.SecondAlone));
        Assert.AreEqual(0.0413894653, test.PValue, 1e-9);
    }

    [TestMethod]
    public void Of_ModelsThatAgree_HasNoEvidence() => Assert.AreEqual(1, McNemarTest.Of(0, 0).PValue);

    [TestMethod]
    public void Of_OtherRows_IsRefused() =>
        Assert.AreEqual(
            "McNemar's test compares two models on the same rows, at least one; found 2 and 1 outcomes. (Parameter 'second')",
            Assert.ThrowsExactly<ArgumentException>(() => McNemarTest.Of([true, false], [true])).Message);
}
