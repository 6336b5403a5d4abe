using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Statistics;
using static MlPipelines.UnitTests.Experiments.Judging.ClaimCases;

namespace MlPipelines.UnitTests.Experiments.Judging;

/// <summary>
/// Verdicts besides higher and lower: equivalent, published figures, not testable, and learners in which nothing is random.
/// </summary>
[TestClass]
public sealed class ClaimVerdictTests
{
    [TestMethod]
    public void Judge_NothingRandom_IsJudgedByTheTestRows()
    {
        // Of 1000 test rows 900 are right: between 0.8797 and 0.9179 (R's binom.test).
        JudgedClaim Of(double least) => JudgeConstant(Claim.Within("?", Slow, Accuracy, least, double.PositiveInfinity), 0.9, 0.8, 1000);
        var judged = Of(0.85);
        Assert.AreEqual((Verdict.Supported, 0.9), (judged.Verdict, judged.Effect!.Value));
        Assert.AreEqual(
            "test accuracy of net rate=0.01: nothing random in the learner: exact binomial test, 1000 test rows", judged.Evidence);
        Assert.AreEqual(0.8797, judged.Low!.Value, 1e-4);
        Assert.AreEqual(0.9179, judged.High!.Value, 1e-4);
        Assert.IsNull(judged.StandardizedEffect, "nothing varies over seeds");
        Assert.AreEqual(Verdict.Contradicted, Of(0.95).Verdict);
        Assert.AreEqual(Verdict.Inconclusive, Of(0.89).Verdict);
    }

    [TestMethod]
    public void Judge_TwoLearnersWithoutChance_AreJudgedByTheTestRows()
    {
        Assert.AreEqual(Verdict.Supported, JudgeConstant(Claim.Higher("?", Slow, Fast, Accuracy), 0.9, 0.85, 1000).Verdict);
        Assert.AreEqual(Verdict.Inconclusive, JudgeConstant(Claim.Higher("?", Slow, Fast, Accuracy), 0.9, 0.89, 1000).Verdict);
    }

    [TestMethod]
    public void Judge_FigureThatFollowsFromTheSettings_IsAFact()
    {
        var judged = JudgeConstant(Claim.Within("at most ten", Slow, Measure.Parameters, double.NegativeInfinity, 10), 0.9, 0.8, 1000);

        Assert.AreEqual((Verdict.Supported, 7.0, 0.0), (judged.Verdict, judged.Effect!.Value, judged.P!.Value));
        Assert.AreEqual("parameters of net rate=0.01: the same in all 6 seeds, and nothing in it is random", judged.Evidence);
        Assert.AreEqual(
            Verdict.Contradicted,
            JudgeConstant(Claim.Within("at least ten", Slow, Measure.Parameters, 10, double.PositiveInfinity), 0.9, 0.8, 1000).Verdict);
    }

    private static JudgedClaim JudgeConstant(Claim claim, double slow, double fast, int rows)
    {
        var experiment = ClaimTrials.Experiment(6, [claim]);
        return ClaimJudge.Judge(
            "s", experiment, ClaimTrials.Of(experiment, (learner, _) => learner == Slow.Text ? slow : fast), _ => (5000, rows)).Single();
    }

    /// <summary>A difference that is claimed, and that is shown not to matter.</summary>
    [TestMethod]
    public void Judge_DifferenceBelowTheMargin_IsEquivalent()
    {
        var claim = Claim.Higher("?", Fast, Slow, Accuracy) with { Margin = 0.01 };

        var judged = Judge(claim, difference: 0.0003);
        Assert.AreEqual(Verdict.Equivalent, judged.Verdict);
        Assert.IsTrue(judged.Low > -0.01 && judged.High < 0.01);
        Assert.AreEqual(Verdict.Supported, Judge(claim).Verdict);
        Assert.AreEqual(Verdict.Inconclusive, Judge(claim with { Margin = 0.001 }, difference: 0.0003).Verdict);
        Assert.AreEqual(Verdict.Inconclusive, Judge(claim with { Margin = null }, difference: 0.0003).Verdict);
    }

    /// <summary>SciPy 1.10.1: the larger of two one-sided ttest_1samp of the differences, against -0.004 and 0.004.</summary>
    [TestMethod]
    public void Judge_Equivalent_HasTheLargerOneSidedPValue()
    {
        var judged = Judge(Claim.Higher("?", Fast, Slow, Accuracy) with { Margin = 0.004 }, difference: 0.0003);

        Assert.AreEqual(0.00151902, judged.P!.Value, 1e-8);
    }

    [TestMethod]
    public void Judge_StandardizedEffect_IsTheMeanInDeviationsLessTheBiasOfFewSeeds()
    {
        var judged = Judge(Claim.Higher("?", Fast, Slow, Accuracy));

        var spread = Spread.Of([.. Noise.Take(6)]);
        Assert.AreEqual((0.05 + spread.Mean) / spread.Deviation * (1 - (3.0 / 19)), judged.StandardizedEffect!.Value, 1e-9);
    }

    [TestMethod]
    public void Judge_PublishedFigure_IsComparedWithOneMoreRun()
    {
        // Runs around 0.95 with the deviation 0.0014: one more lies within about 0.004 of the mean.
        var met = Judge(Claim.OfPublished(Fast, 0.953m));
        Assert.AreEqual(Verdict.Supported, met.Verdict);
        Assert.AreEqual(
            "test accuracy of net rate=0.1: prediction interval for one more run, 0.953 was published", met.Evidence);
        Assert.IsGreaterThan(2 * 0.0014, met.High!.Value - met.Low!.Value, "wider than the interval of the mean");
        Assert.AreEqual(Verdict.Contradicted, Judge(Claim.OfPublished(Fast, 0.96m)).Verdict);
        Assert.AreEqual(Verdict.Supported, Judge(Claim.OfPublished(Fast, 0.9m), difference: 0.045).Verdict, "0.9 may be 0.945, rounded");
        var wide = Judge(Claim.OfPublished(Fast, 0.953m, within: 0.001));
        Assert.AreEqual(Verdict.Inconclusive, wide.Verdict);
        StringAssert.EndsWith(wide.Evidence, "; runs differ by more than ±0.001, which would meet anything");
    }

    [TestMethod]
    public void Judge_PublishedFigureOfTheBest_IsComparedWithTheBestOfAsMany()
    {
        Assert.AreEqual(Verdict.Contradicted, Judge(Claim.OfPublished(Fast, 0.9475m, bestOf: 20)).Verdict, "it is below the mean");
        Assert.AreEqual(Verdict.Supported, Judge(Claim.OfPublished(Fast, 0.953m, bestOf: 20)).Verdict);
    }

    [TestMethod]
    public void Judge_NotTestable_ShowsFiguresAndWhy()
    {
        var judged = Judge(Claim.Higher("?", Fast, Slow, Accuracy) with { NotTestable = "the rate was chosen by it", Source = "002:55" });

        Assert.AreEqual((Verdict.NotTestable, "002:55", null), (judged.Verdict, judged.Source, judged.P));
        Assert.AreEqual("test accuracy of net rate=0.1 less that of net rate=0.01: the rate was chosen by it", judged.Evidence);
        Assert.IsTrue(judged.Low < judged.Effect && judged.Effect < judged.High);
        StringAssert.EndsWith(ClaimsTable.Text([judged]), ",not testable\n");
    }

    [TestMethod]
    [DataRow("countries-map", Verdict.NotTestable)]
    [DataRow("digits", Verdict.Supported)]
    public void Judge_NotTestableOnADataSet_IsJudgedOnOthers(string dataSet, Verdict expected) =>
        Assert.AreEqual(expected, Judge(Claim.Higher("?", Fast, Slow, Accuracy) with { NotTestableOn = new(dataSet, "chance") }).Verdict);

    [TestMethod]
    public void Judge_ClaimWithTwoEnds_CountsOnceInTheFamily()
    {
        var claims = new[] { Claim.Alike("1", Fast, Slow, Accuracy, 0.01), Claim.Within("2", Fast, Accuracy, 0.89, 0.91) };
        var experiment = ClaimTrials.Experiment(6, claims);

        var judged = ClaimJudge.Judge(
            "s", experiment, ClaimTrials.Of(experiment, (learner, seed) => 0.9 + (learner == Fast.Text ? Noise[seed - 1] : 0))).ToList();

        Assert.IsTrue(judged.TrueForAll(one => one.Evidence.Contains("Holm over 2, interval of level 0.975", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Judge_OpenClaim_SaysHowManySeedsWouldShowTheDifference()
    {
        var judged = Judge(Claim.Higher("?", Fast, Slow, Accuracy), difference: 0.0007);

        var effect = StandardizedEffect.Of([.. Noise.Take(6).Select(noise => 0.0007 + noise)])!.Value;
        Assert.AreEqual(Verdict.Inconclusive, judged.Verdict);
        StringAssert.EndsWith(
            judged.Evidence, $": paired t-test, 6 seeds; about {SeedsNeeded.For(effect)} seeds would show such a difference");
        StringAssert.EndsWith(
            Judge(Claim.Higher("?", Fast, Slow, Accuracy), difference: -0.0003).Evidence,
            "; more than 100 seeds would be needed to show such a difference, which is not worth it");
    }
}
