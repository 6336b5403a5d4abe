using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Statistics;

namespace MlPipelines.UnitTests.Experiments.Results;

[TestClass]
public sealed class SummaryTests
{
    [TestMethod]
    public void Of_Values_IsMeanAndSampleDeviation()
    {
        var spread = Spread.Of(2, 4, 4, 4, 5, 5, 7, 9);

        Assert.AreEqual(8, spread.Count);
        Assert.AreEqual(5, spread.Mean);
        Assert.AreEqual(Math.Sqrt(32.0 / 7), spread.Deviation, 1e-15);
        Assert.IsTrue(double.IsNaN(Spread.Of(3).Deviation));
        Assert.IsTrue(double.IsNaN(Spread.Of().Mean));
    }

    [TestMethod]
    public void Of_Trials_GivesARowForEachLearnerAndTellsOfFailures()
    {
        var experiment = new Experiment
        {
            Name = "e",
            Question = "Which?",
            Ours = "the rate",
            DataSets = ["countries-map"],
            Learners = [new("lbfgs-maximum-entropy", "linear", Settings.Empty), new("mlp", "net", Settings.Empty)],
            Seeds = 2,
        };
        var plan = RunPlan.Create([new Suite("s", "", [experiment])]);
        var records = plan.Trials.Select(trial => new FinishedTrial(trial, new TrialResult
        {
            DataSet = "map",
            Learner = trial.Learner,
            Settings = trial.Settings,
            Seed = trial.Seed,
            Metrics = trial.Number == 4 ? [] : [new("test", "accuracy", 0.9 + (0.01 * trial.Seed))],
            Parameters = 12_345,
            ModelBytes = 67_890,
            FitSeconds = 1,
            PredictMicroseconds = 2,
            Error = trial.Number == 4 ? "IOException: disk" : null,
        }));

        var summary = Summary.Of("s", experiment, records).Single();

        Assert.AreEqual(
            "s/e\nWhich?\nChosen here: the rate.\n\n"
            + "learner   seeds    test accuracy  parameters  model kB        fit s  predict µs/row\n"
            + "-------  ------  ---------------  ----------  --------  -----------  --------------\n"
            + "linear        2  0.9150 ± 0.0071      12 345      67.9  1.00 ± 0.00       2.0 ± 0.0\n"
            + "net      1 of 2           0.9100      12 345      67.9         1.00             2.0\n"
            + "failed: trial 4, net, seed 2: IOException: disk\n"
            + "net failed in 1 of 2 seeds: its figures are means of the other 1, and it is never called better.\n",
            SummaryText.Of(summary));
        Assert.IsEmpty(Summary.Of("other", experiment, records));
    }
}
