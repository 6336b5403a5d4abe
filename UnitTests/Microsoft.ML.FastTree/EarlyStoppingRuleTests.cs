using Microsoft.ML.Trainers.FastTree;

namespace MlPipelines.UnitTests.MicrosoftML.FastTree;

/// <summary>Rules made by hand go by scores that are better the higher they are.</summary>
[TestClass]
public sealed class EarlyStoppingRuleTests
{
    [TestMethod]
    public void Tolerant_WorseThanTheThreshold_Stops() =>
        CollectionAssert.AreEqual(new[] { false, false, false, true }, Check(new TolerantEarlyStoppingRule(0.1f), (0.5f, 0), (0.6f, 0), (0.55f, 0), (0.4f, 0)));

    [TestMethod]
    public void GeneralityLoss_WorseThanTheShare_Stops() =>
        CollectionAssert.AreEqual(new[] { false, false, true }, Check(new GeneralityLossRule(0.1f), (1f, 0), (0.91f, 0), (0.89f, 0)));

    [TestMethod]
    public void ConsecutiveGeneralityLoss_LossesInARow_Stop() =>
        CollectionAssert.AreEqual(
            new[] { false, false, false, false, true }, Check(new ConsecutiveGeneralityLossRule(2), (1f, 0), (0.9f, 0), (0.95f, 0), (0.94f, 0), (0.93f, 0)));

    [TestMethod]
    public void LowProgress_FlatTraining_Stops() =>
        CollectionAssert.AreEqual(new[] { false, false, false, true }, Check(new LowProgressRule(0.01f, 2), (1f, 0.5f), (1f, 0.7f), (1f, 0.9f), (1f, 0.9f)));

    [TestMethod]
    public void GeneralityToProgressRatio_LossWithoutProgress_Stops() =>
        CollectionAssert.AreEqual(
            new[] { false, false, false, true }, Check(new GeneralityToProgressRatioRule(0.1f, 2), (1f, 0.9f), (1f, 0.9f), (0.95f, 0.9f), (0.8f, 0.9f)));

    [TestMethod]
    public void CheckScore_FirstScore_IsTheBest()
    {
        new TolerantEarlyStoppingRule().CheckScore(0.5f, 0, out bool first);
        Assert.IsTrue(first);
    }

    [TestMethod]
    public void Constructors_OutOfRange_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TolerantEarlyStoppingRule(-1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GeneralityLossRule(2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ConsecutiveGeneralityLossRule(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new LowProgressRule(0.1f, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new GeneralityToProgressRatioRule(-0.1f));
    }

    private static bool[] Check(EarlyStoppingRuleBase rule, params (float Validation, float Training)[] scores) =>
        [.. scores.Select(score => rule.CheckScore(score.Validation, score.Training, out _))];
}
