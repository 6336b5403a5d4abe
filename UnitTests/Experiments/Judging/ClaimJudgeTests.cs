using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class ClaimJudgeTests
{
    private static readonly LearnerName Fast = new("net rate=0.1"), Slow = new("net rate=0.01");
    private static readonly Measure Accuracy = Measure.Metric("test", "accuracy");
    private static readonly double[] Noise = [0.001, -0.002, 0.0005, 0.0015, -0.001, 0.002, -0.0005, 0];

    private static JudgedClaim Judge(Claim claim, int seeds = 6, double difference = 0.05)
    {
        var experiment = ClaimTrials.Experiment(seeds, [claim]);
        return ClaimJudge.Judge(
            "s", experiment,
            ClaimTrials.Of(experiment, (learner, seed) => 0.9 + (learner == Fast.Text ? difference + Noise[seed - 1] : 0))).Single();
    }

    [TestMethod]
    public void Judge_HigherThatIsHigher_IsSupported()
    {
        var judged = Judge(Claim.Higher("faster is better", Fast, Slow, Accuracy));

        Assert.AreEqual(Verdict.Supported, judged.Verdict);
        Assert.AreEqual("s/e", judged.Experiment);
        Assert.AreEqual("test accuracy of net rate=0.1 less that of net rate=0.01: paired t-test, 6 seeds", judged.Evidence);
        Assert.AreEqual(0.05 + Noise.Take(6).Average(), judged.Effect!.Value, 1e-12);
        Assert.IsTrue(judged.Low < judged.Effect && judged.Effect < judged.High && judged.P < 0.001);
    }

    [TestMethod]
    public void Judge_LowerThatIsHigher_IsContradicted() =>
        Assert.AreEqual(Verdict.Contradicted, Judge(Claim.Lower("faster is worse", Fast, Slow, Accuracy)).Verdict);

    [TestMethod]
    public void Judge_NoDifference_IsInconclusive() =>
        Assert.AreEqual(Verdict.Inconclusive, Judge(Claim.Higher("faster is better", Fast, Slow, Accuracy), difference: 0).Verdict);

    [TestMethod]
    public void Judge_Alike_NeedsBothEnds()
    {
        Assert.AreEqual(Verdict.Supported, Judge(Claim.Alike("alike", Fast, Slow, Accuracy, 0.01), difference: 0).Verdict);
        Assert.AreEqual(Verdict.Inconclusive, Judge(Claim.Alike("alike", Fast, Slow, Accuracy, 0.0005), difference: 0).Verdict);
        Assert.AreEqual(Verdict.Contradicted, Judge(Claim.Alike("alike", Fast, Slow, Accuracy, 0.01)).Verdict);
    }

    [TestMethod]
    public void Judge_NothingRandom_IsDecidedByTheFigure()
    {
        var judged = Judge(Claim.Within("85 % and more", Slow, Accuracy, 0.85, double.PositiveInfinity));
        Assert.AreEqual((Verdict.Supported, 0.9), (judged.Verdict, judged.Effect!.Value));
        Assert.AreEqual("test accuracy of net rate=0.01: 6 seeds, all with the same figure", judged.Evidence);
        Assert.AreEqual(Verdict.Contradicted, Judge(Claim.Within("95 % and more", Slow, Accuracy, 0.95, double.PositiveInfinity)).Verdict);
        Assert.AreEqual(Verdict.Inconclusive, Judge(Claim.Within("more than 90 %", Slow, Accuracy, 0.9, double.PositiveInfinity)).Verdict);
    }

    /// <summary>Differences that coincide while the figures vary are no evidence.</summary>
    [TestMethod]
    public void Judge_SameDifferenceOfFiguresThatVary_IsInconclusive()
    {
        var experiment = ClaimTrials.Experiment(6, [Claim.Higher("faster is better", Fast, Slow, Accuracy)]);

        var judged = ClaimJudge.Judge(
            "s", experiment,
            ClaimTrials.Of(experiment, (learner, seed) => 0.5 + (seed / 16.0) + (learner == Fast.Text ? 1 / 64.0 : 0))).Single();

        Assert.AreEqual(Verdict.Inconclusive, judged.Verdict);
    }

    [TestMethod]
    public void Judge_Within_ComparesTheFigureItself()
    {
        Assert.AreEqual(Verdict.Supported, Judge(Claim.Within("95 %", Fast, Accuracy, 0.94, 0.96)).Verdict);
        var judged = Judge(Claim.Within("96 to 98 %", Fast, Accuracy, 0.96, 0.98));
        Assert.AreEqual(Verdict.Contradicted, judged.Verdict);
        Assert.AreEqual(0.95, judged.Effect!.Value, 0.001);
        Assert.AreEqual(0.95, (judged.Low!.Value + judged.High!.Value) / 2, 0.001);
    }

    [TestMethod]
    public void Judge_ChosenLearner_IsTheOneWithTheHighestMeanAndTheEvidenceSaysSo()
    {
        var experiment = ClaimTrials.Experiment(6, [Claim.Higher("the best is better than the slow one", new("the best"), Slow, Accuracy)])
            with
        { Choices = [new("the best", Accuracy, Slow, Fast)] };

        var judged = ClaimJudge.Judge(
            "s", experiment,
            ClaimTrials.Of(experiment, (learner, seed) => 0.9 + (learner == Fast.Text ? 0.05 + Noise[seed - 1] : 0))).Single();

        Assert.AreEqual(Verdict.Supported, judged.Verdict);
        Assert.AreEqual(
            "test accuracy of net rate=0.1 less that of net rate=0.01 (the best is the one of 2 with the highest mean test accuracy): "
                + "paired t-test, 6 seeds", judged.Evidence);
        StringAssert.Contains(
            ClaimJudge.Judge("s", experiment with { Choices = [] }, ClaimTrials.Of(experiment, (_, _) => 0.9)).Single().Evidence,
            "no trial of the best is finished");
    }

    /// <summary>Of an unfinished run: the one with a single good seed, on which the other is better, is not the best.</summary>
    [TestMethod]
    public void Judge_LowestChoice_TakesTheLearnerWithTheLowestMeanAndSaysSo()
    {
        var experiment = ClaimTrials.Experiment(6, [Claim.Within("bad", new("the worst"), Accuracy, 0, 0.75)]) with
        {
            Choices = [new("the worst", Accuracy, Fast, Slow) { Lowest = true }],
        };
        var trials = ClaimTrials.Of(experiment, (learner, seed) => (learner == Fast.Text ? 0.9 : 0.7) + (0.001 * seed));

        Assert.AreEqual(Slow.Text, experiment.Choices[0].Find(trials));
        StringAssert.Contains(
            ClaimJudge.Judge("s", experiment, trials).Single().Evidence, "(the worst is the one of 2 with the lowest mean test accuracy)");
    }

    [TestMethod]
    public void Choice_UnequalSeeds_ComparesThoseThatAllHave()
    {
        var trials = ClaimTrials.Of(ClaimTrials.Experiment(6, []), (learner, seed) => learner == Slow.Text ? 0.93 : seed == 1 ? 0.95 : 0.9)
            .Where(ended => ended.Trial.Learner == Fast.Text || ended.Trial.Seed == 1).ToList();

        Assert.AreEqual(Fast.Text, new Choice("the best", Accuracy, Slow, Fast).Find(trials));
        Assert.IsNull(
            new Choice("the best", Accuracy, Slow, Fast)
                .Find([.. trials.Where(ended => ended.Trial.Learner == Slow.Text || ended.Trial.Seed > 1)]));
    }

    [TestMethod]
    public void Judge_TooFewSeedsNoLearnerOrNoFigure_SaysSo()
    {
        var few = Judge(Claim.Higher("faster is better", Fast, Slow, Accuracy), seeds: 4);
        Assert.AreEqual(Verdict.Inconclusive, few.Verdict);
        Assert.EndsWith(": 4 seeds have the figure, 5 are needed", few.Evidence);
        Assert.IsNull(few.P);
        var unfinished = ClaimTrials.Experiment(6, [Claim.Higher("?", Fast, Slow, Accuracy)]);
        var slow = ClaimTrials.Of(unfinished, (_, _) => 0.9).Where(ended => ended.Trial.Learner == Slow.Text);
        Assert.EndsWith(": no trial of net rate=0.1 is finished", ClaimJudge.Judge("s", unfinished, slow).Single().Evidence);
        Assert.EndsWith(
            ": 0 seeds have the figure, 5 are needed", Judge(Claim.Within("?", Fast, Measure.Metric("test", "auc"), 0, 1)).Evidence);
    }

    [TestMethod]
    public void Judge_StandIn_SaysSo()
    {
        var experiment = ClaimTrials.Experiment(5, [Claim.Higher("?", Fast, Slow, Accuracy)]);

        var judged = ClaimJudge.Judge("s", experiment, ClaimTrials.Of(experiment, (_, seed) => Noise[seed], data: "digits")).Single();

        StringAssert.Contains(judged.Evidence, ", on the stand-in digits: ");
    }

    [TestMethod]
    public void Judge_SeveralClaims_AreOneFamily()
    {
        var claims = Enumerable.Repeat(Claim.Higher("?", Fast, Slow, Accuracy), 20).ToList();
        var experiment = ClaimTrials.Experiment(6, claims);
        var trials = ClaimTrials.Of(experiment, (learner, seed) => learner == Fast.Text ? 0.9015 + Noise[seed - 1] : 0.9);

        var one = ClaimJudge.Judge("s", experiment with { Claims = [claims[0]] }, trials).Single();
        var many = ClaimJudge.Judge("s", experiment, trials).ToList();

        Assert.AreEqual(Verdict.Supported, one.Verdict);
        Assert.AreEqual(20 * one.P!.Value, many[0].P!.Value, 1e-12);
        Assert.AreEqual(Verdict.Inconclusive, many[0].Verdict);
    }

    [TestMethod]
    public void Text_JudgedClaims_AreRowsOfACsvFile()
    {
        var judged = Judge(Claim.Within("a, b", Fast, Accuracy, 0, 1), seeds: 4);

        Assert.AreEqual(
            "claim,experiment,evidence,effect,low,high,p,verdict\n\"a, b\",s/e,\"test accuracy of net rate=0.1: 4 seeds have the figure, "
                + "5 are needed\",0.95025,,,,inconclusive\n",
            ClaimsTable.Text([judged]));
    }
}
