using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Statistics;
using static MlPipelines.UnitTests.Experiments.Judging.ClaimCases;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class ClaimJudgeTests
{
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
            ": 0 seeds have the figure, 5 are needed", Judge(Claim.Within("?", Fast, Measure.Metric("test", "macro-f1"), 0, 1)).Evidence);
    }

    /// <summary>Nine of twelve trainings diverge. The mean of the three others would be called better.</summary>
    [TestMethod]
    public void Judge_LearnerThatDivergedInMostSeeds_IsNeverCalledBetter()
    {
        var better = JudgeDiverged(Claim.Higher("fast is better", Fast, Slow, Accuracy), 0.05).Single();
        var worse = JudgeDiverged(Claim.Lower("fast is worse", Fast, Slow, Accuracy), 0.05).Single();
        var good = JudgeDiverged(Claim.Within("fast reaches 0.3", Fast, Accuracy, 0.3, double.PositiveInfinity), 0.05).Single();

        Assert.AreEqual(Verdict.Contradicted, better.Verdict, "the worst figure found stands in for nine of twelve");
        Assert.AreEqual(Verdict.Supported, worse.Verdict);
        Assert.IsLessThan(0, worse.Effect!.Value);
        StringAssert.Contains(
            better.Evidence, "(net rate=0.1 diverged in 9 of 12 seeds, counted as the worst figure found, 0.5): paired t-test and ");
        Assert.AreEqual(Verdict.Inconclusive, good.Verdict);
        StringAssert.EndsWith(good.Evidence, "; net rate=0.1 diverged in 9 of 12 seeds, so that nothing good is said of it");
        Assert.AreEqual((null, null, 1.0), (good.Low, good.High, good.P!.Value));
    }

    [TestMethod]
    public void Judge_DivergedInSomeSeedsOfAMeasureWithoutAWorst_IsInconclusive()
    {
        var judged = JudgeDiverged(Claim.Within("it takes a second", Fast, Measure.FitSeconds, 0.5, 2), 0.05).Single();

        Assert.AreEqual(Verdict.Inconclusive, judged.Verdict);
        Assert.AreEqual(
            "fit time of net rate=0.1: net rate=0.1 diverged in 9 of 12 seeds, and no figure can stand in for those that are missing: the "
                + "others alone judge nothing", judged.Evidence);
    }

    [TestMethod]
    public void Judge_BothDivergedInASeed_AreAlikeThere()
    {
        var experiment = ClaimTrials.Experiment(6, [Claim.Higher("?", Fast, Slow, Accuracy)]);
        var trials = ClaimTrials.Diverged(ClaimTrials.Of(experiment, (_, seed) => 0.9 + Noise[seed - 1]), trial => trial.Seed <= 3);

        var judged = ClaimJudge.Judge("s", experiment, trials).Single();

        Assert.AreEqual((Verdict.Inconclusive, 0.0), (judged.Verdict, judged.Effect!.Value));
    }

    /// <summary>Chosen as the best by validation rows, without the seeds in which it diverged.</summary>
    [TestMethod]
    public void Choice_LearnerThatDivergedInSomeSeeds_IsNotTheBest()
    {
        var experiment = ClaimTrials.Experiment(12, []);
        var trials = ClaimTrials.Diverged(
            ClaimTrials.Of(experiment, (learner, seed) => learner == Fast.Text ? 0.95 : 0.9 + (0.001 * seed)),
            trial => trial.Learner == Fast.Text && trial.Seed == 1);

        Assert.AreEqual(Slow.Text, new Choice("the best", Accuracy, Fast, Slow).Find(trials));
        Assert.AreEqual(Slow.Text, new Choice("the worst", Accuracy, Fast, Slow) { Lowest = true }.Find(trials));
    }

    /// <summary>The interval is that of the family, and the verdict follows from it.</summary>
    [TestMethod]
    public void Judge_SeveralClaims_HaveIntervalsThatAgreeWithTheirVerdicts()
    {
        List<Claim> claims = [
            .. Enumerable.Range(0, 40).Select(i => Claim.Within($"above {i}", Fast, Accuracy, 0.9 + (0.002 * i), double.PositiveInfinity))];
        var experiment = ClaimTrials.Experiment(8, claims);
        var trials = ClaimTrials.Of(experiment, (_, seed) => 0.95 + (4 * Noise[seed - 1]));

        var judged = ClaimJudge.Judge("s", experiment, trials).ToList();
        var alone = ClaimJudge.Judge("s", experiment with { Claims = [claims[0]] }, trials).Single();

        Assert.IsGreaterThan(alone.High!.Value - alone.Low!.Value, judged[0].High!.Value - judged[0].Low!.Value);
        StringAssert.EndsWith(judged[0].Evidence, ": t-test, 8 seeds, Holm over 40, interval of level 0.99875");
        foreach (var (claim, one) in claims.Zip(judged))
        {
            var expected = one.Low >= claim.Low ? Verdict.Supported : one.High <= claim.Low ? Verdict.Contradicted : Verdict.Inconclusive;
            Assert.AreEqual(expected, one.Verdict, claim.Text);
        }

        Assert.HasCount(3, judged.Select(one => one.Verdict).Distinct().ToList());
    }

    [TestMethod]
    public void Judge_Folds_UsesTheCorrectedTestAndSaysFolds()
    {
        var experiment = ClaimTrials.Experiment(5, [Claim.Higher("?", Fast, Slow, Accuracy)]) with
        {
            DataSets = ["f.csv"],
            Csv = new CsvSource("f.csv", new(), 5),
        };
        var trials = ClaimTrials.Of(experiment, (learner, seed) => 0.9 + (learner == Fast.Text ? 0.02 + (5 * Noise[seed - 1]) : 0));

        var judged = ClaimJudge.Judge("s", experiment, trials, _ => (80, 20)).Single();
        var few = ClaimJudge.Judge("s", experiment, trials.Where(ended => ended.Trial.Seed < 5), _ => (80, 20)).Single();

        StringAssert.EndsWith(judged.Evidence, ": corrected resampled t-test, 5 folds");
        Assert.AreEqual(
            TTest.CorrectedResampled([.. Noise.Take(5).Select(value => 0.02 + (5 * value))], 80, 20).PValue, judged.P!.Value, 1e-9);
        StringAssert.EndsWith(few.Evidence, ": 4 folds have the figure, 5 are needed");
    }

    private static IEnumerable<JudgedClaim> JudgeDiverged(Claim claim, double difference)
    {
        var experiment = ClaimTrials.Experiment(12, [claim]);
        var trials = ClaimTrials.Diverged(
            ClaimTrials.Of(
                experiment,
                (learner, seed) => learner == Fast.Text ? 0.9 + difference + Noise[seed % 8]
                    : seed == 1 ? 0.5 : 0.9 + Noise[(seed + 3) % 8]),
            trial => trial.Learner == Fast.Text && trial.Seed <= 9);
        return ClaimJudge.Judge("s", experiment, trials);
    }

    /// <summary>Seconds of trials that shared the machine say nothing.</summary>
    [TestMethod]
    [DataRow(1, Verdict.Supported)]
    [DataRow(2, Verdict.NotTestable)]
    [DataRow(null, Verdict.NotTestable)]
    public void Judge_Seconds_AreOfTrialsThatRanAlone(int? atOnce, Verdict expected)
    {
        foreach (var measure in new[] { Measure.FitSeconds, Measure.LogarithmOf(Measure.FitAndMonitorSeconds) })
        {
            var experiment = ClaimTrials.Experiment(6, [Claim.Higher("slower", Fast, Slow, measure)]);
            var trials = ClaimTrials.Of(experiment, (_, _) => 0.5).Select(ended => ended with
            {
                Result = ended.Result with
                {
                    FitSeconds = ended.Trial.Learner == Fast.Text ? 2 + Noise[ended.Trial.Seed - 1] : 1,
                    MonitorSeconds = 0,
                    TrialsAtOnce = atOnce,
                },
            });

            var judged = ClaimJudge.Judge("s", experiment, trials).Single();

            Assert.AreEqual(expected, judged.Verdict);
            Assert.AreEqual(expected == Verdict.NotTestable, judged.Evidence.Contains("--threads 1"));
        }
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
            "claim,source,experiment,evidence,effect,standardised effect,low,high,p,verdict\n\"a, b\",ours,s/e,\"test accuracy of net "
                + "rate=0.1: 4 seeds have the figure, 5 are needed\",0.95025,,,,,inconclusive\n",
            ClaimsTable.Text([judged]));
    }
}
