using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Statistics;

/// <summary>Compared with SciPy 1.10.1's noncentral t distribution.</summary>
[TestClass]
public sealed class SeedsNeededTests
{
    [TestMethod]
    [DataRow(1.0, 0.05, 10)]
    [DataRow(0.5, 0.05, 34)]
    [DataRow(-0.3, 0.05, 90)]
    [DataRow(0.5, 0.005, 58)]
    public void For_Effect_IsTheLeastNumberOfThatPower(double effect, double significance, int expected) =>
        Assert.AreEqual(expected, SeedsNeeded.For(effect, significance));

    [TestMethod]
    [DataRow(1.0, 0.05, 0.8030968567)]
    [DataRow(0.5, 0.05, 0.2931756065)]
    [DataRow(0.5, 0.005, 0.0617176464)]
    public void Power_OfTenSeeds_IsThatOfTheNoncentralT(double effect, double significance, double expected) =>
        Assert.AreEqual(expected, SeedsNeeded.Power(effect, 10, significance), 2e-4);

    [TestMethod]
    public void For_NoEffectOrOneTooSmall_IsNull()
    {
        Assert.IsNull(SeedsNeeded.For(0));
        Assert.IsNull(SeedsNeeded.For(0.01, most: 100));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SeedsNeeded.For(double.NaN));
    }
}
