using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class VariancePartsTests
{
    private static readonly LearnerName Fast = new("net rate=0.1"), Slow = new("net rate=0.01");

    private static readonly Experiment Claimed =
        ClaimTrials.Experiment(5, [Claim.Higher("?", Fast, Slow, Measure.Metric("test", "accuracy"))]);

    /// <summary>100 rows of class 1. The fast learner has 90 and one more with each seed right, the slow one the same 80.</summary>
    private static RowOutcomes Outcomes(Trial trial) => new(
        true, [.. Enumerable.Repeat(1f, 100)],
        [.. Enumerable.Range(0, 100).Select(row => row < (trial.Learner == Fast.Text ? 90 + trial.Seed : 80) ? 1f : 0f)]);

    private static List<VarianceParts> Of(Experiment experiment, Func<Trial, RowOutcomes?> outcomes, params (string, string)[] compared) =>
        [.. VarianceParts.Of("s/e", experiment, ClaimTrials.Of(experiment, (_, seed) => 0.9 + (0.01 * seed)), compared, outcomes)];

    [TestMethod]
    public void Of_ClaimAboutAccuracies_HasSeedsRowsAndBoth()
    {
        var parts = Of(Claimed, Outcomes).Single();

        Assert.AreEqual((Fast.Text, Slow.Text, "test accuracy", 5, 100),
            (parts.First, parts.Second, parts.Measure, parts.SeedCount, parts.RowCount));
        Assert.AreEqual(0.13, parts.Difference.Mean, 1e-6);
        var seeds = StudentInterval.Of([0.11, 0.12, 0.13, 0.14, 0.15]);
        Assert.AreEqual(seeds.Low, parts.Difference.Seeds!.Value.Low, 1e-6);
        Assert.IsLessThan(seeds.Low, parts.Difference.Both!.Value.Low, "rows are chance too");
        Assert.AreEqual(McNemarTest.Of(11, 0).PValue, parts.McNemar);
        Assert.IsTrue(parts.IsDecided);
        StringAssert.EndsWith(VarianceTable.Text([parts]), ",decided\n");
    }

    [TestMethod]
    public void Of_OpenDifference_SaysHowManySeedsWouldDecide()
    {
        int[] more = [3, -2, 4, -1, 1];
        var parts = Of(Claimed, trial => Outcomes(trial) with
        {
            Predicted = [.. Enumerable.Range(0, 100).Select(
                row => row < 80 + (trial.Learner == Fast.Text ? more[trial.Seed - 1] : 0) ? 1f : 0f)],
        }).Single();

        var effect = StandardizedEffect.Of([.. more.Select(m => m / 100.0)])!.Value;
        Assert.AreEqual(SeedsNeeded.For(effect, most: 100), parts.SeedsNeeded);
        Assert.IsFalse(parts.IsDecided);
        StringAssert.EndsWith(VarianceTable.Text([parts]), $",{parts.SeedsNeeded}\n");
    }

    [TestMethod]
    public void Of_ComparedPairs_AreThereOnceEach()
    {
        var parts = Of(ClaimTrials.Experiment(5, []), Outcomes, (Fast.Text, Slow.Text), (Slow.Text, Fast.Text));

        Assert.HasCount(1, parts);
    }

    [TestMethod]
    public void Of_NumbersInPlaceOfClasses_ComparesSquaredErrors()
    {
        var parts = Of(Claimed, trial => new(false, [1, 2, 3], trial.Learner == Fast.Text ? [1, 2, 3 + trial.Seed] : [2, 3, 4])).Single();

        Assert.AreEqual("test squared error", parts.Measure);
        Assert.AreEqual(((1 + 4 + 9 + 16 + 25) / 15.0) - 1, parts.Difference.Mean, 1e-6);
        Assert.IsNull(parts.McNemar);
    }

    [TestMethod]
    public void Of_OutcomesThatWereNotKeptOrOfOtherRows_AreLeftOut()
    {
        Assert.IsEmpty(Of(Claimed, _ => null));
        Assert.IsEmpty(Of(Claimed, trial => Outcomes(trial) with { Labels = [.. Enumerable.Repeat((float)trial.Seed, 100)] }));
        Assert.IsEmpty(Of(
            Claimed with { DataSets = ["f.csv"], Csv = new CsvSource("f.csv", new(), 5) }, Outcomes), "each fold has rows of its own");
    }
}
