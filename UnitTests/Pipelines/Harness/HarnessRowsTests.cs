using Microsoft.ML;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Preprocessing;
using static MlPipelines.UnitTests.Pipelines.Harness.SmallLearners;

namespace MlPipelines.UnitTests.Pipelines.Harness;

/// <summary>Which rows a learner is trained on, and how they are scaled.</summary>
[TestClass]
public sealed class HarnessRowsTests
{
    [TestMethod]
    public void Run_RowsSetting_FitsOnSoManyRowsThatTheSeedDraws()
    {
        var data = SmallData.Create();
        List<(float[] Features, uint Label)> Rows(int seed)
        {
            RecordingEstimator? recorder = null;
            var learner = Linear("rows=20 scaling=none");
            var create = learner.CreateTrainer;
            var result = new MetricsHarness(data).Run(
                learner with { CreateTrainer = (ml, context) => recorder = new RecordingEstimator(create(ml, context)) }, Seed(seed));
            Assert.IsNull(result.Error);
            return recorder!.Rows;
        }

        float[] first = [.. Rows(seed: 1).Select(row => row.Features[0])], again = [
            .. Rows(seed: 1).Select(row => row.Features[0])], other = [.. Rows(seed: 2).Select(row => row.Features[0])];

        Assert.HasCount(20, first);
        Assert.HasCount(20, first.Distinct().ToList());
        CollectionAssert.AreEqual(first, again);
        CollectionAssert.AreNotEqual(first, other);
    }

    [TestMethod]
    public void Run_MoreRowsThanThereAre_SaysHowManyThereAre()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Linear("rows=61"), Seed(1));

        Assert.AreEqual("ArgumentException: The setting 'rows' asks for 61 training rows; clouds has 60.", result.Error);
    }

    [TestMethod]
    public void Run_ScalingStandardize_IsFittedOnTheTrainingRowsAlone()
    {
        IReadOnlyDictionary<string, IDataView>? splits = null;
        RecordingEstimator? trainer = null;
        var learner = Linear() with
        {
            CreateTrainer = (ml, context) =>
            {
                splits = context.Splits;
                return trainer = new RecordingEstimator(Linear().CreateTrainer(ml, context));
            },
        };

        var result = new MetricsHarness(SmallData.Create()).Run(learner, Seed(1));

        Assert.IsNull(result.Error);
        Assert.AreEqual(0, trainer!.Rows.Average(row => row.Features[0]), 1e-5);
        Assert.AreEqual(1, trainer.Rows.Average(row => row.Features[0] * row.Features[0]), 1e-4);
        // The validation rows lie 25 to the right; the training rows' deviation is about 7.
        Assert.IsGreaterThan(2, RecordingEstimator.Read(splits!["validation"]).Average(row => row.Features[0]));
    }

    [TestMethod]
    public void Run_TwoLearners_SeeTheSameRowsInTheSameOrder()
    {
        var data = SmallData.Create();
        var harness = new MetricsHarness(data);
        var seen = new List<RecordingEstimator>();
        foreach (var learner in new[] { Linear("scaling=none"), Mlp("hidden=4 epochs=1 scaling=none") })
        {
            var recording = learner with
            {
                CreateTrainer = (ml, context) =>
                {
                    var estimator = new RecordingEstimator(learner.CreateTrainer(ml, context));
                    seen.Add(estimator);
                    return estimator;
                },
            };
            Assert.IsNull(harness.Run(recording, Seed(7)).Error);
        }

        Assert.HasCount(SmallData.Rows, seen[0].Rows);
        for (var row = 0; row < SmallData.Rows; row++)
        {
            CollectionAssert.AreEqual(seen[0].Rows[row].Features, seen[1].Rows[row].Features);
            Assert.AreEqual((uint)data.Train.GetClass(row) + 1, seen[0].Rows[row].Label);
            Assert.AreEqual(seen[0].Rows[row].Label, seen[1].Rows[row].Label);
        }
    }

    [TestMethod]
    public void Named_UnknownScaling_NamesTheKnown()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => FeatureScaling.Named("log"));

        StringAssert.StartsWith(
            exception.Message,
            "There is no feature scaling 'log'; there are: none, standardize, standardize-jointly, keep-zero, min-max, robust, quantile.");
    }
}
