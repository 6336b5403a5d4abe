using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Results;
using MlPipelines.Numerics.Trees;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Statistics;
using MlPipelines.UnitTests.Numerics.Trees;

namespace MlPipelines.UnitTests.Experiments.Judging;

[TestClass]
public sealed class BestLearnerTests
{
    private static readonly double[] Noise = [0.011, -0.004, 0.007, -0.009, 0.002];

    [TestMethod]
    public void Of_ClearWinner_IsChosenByValidationAndComparedOnTestRows()
    {
        var best = Find([("constant", 0.60, 0.60), ("trees", 0.80, 0.81), ("net", 0.70, 0.72)]);

        Assert.AreEqual(("trees", "test accuracy", false), (best.Chosen.Learner, best.Measure, best.LowerIsBetter));
        Assert.AreEqual(0.8, best.Chosen.Figure, 0.01);
        Assert.AreEqual(Standing.Worse, best.Rivals.Single().Standing);
        Assert.AreEqual(Standing.Worse, best.Baseline!.Standing);
        Assert.IsTrue(best.IsAnythingLearned);
        Assert.IsEmpty(best.NotWorse);
        Assert.AreEqual(0.1 * Math.Abs(best.Baseline.Figures.Figure - best.Chosen.Figure), best.Margin!.Value, 1e-12);
    }

    /// <summary>The choice is not the best of the test rows: these only judge it.</summary>
    [TestMethod]
    public void Of_ValidationPrefersAnother_SaysWhichIsBetter()
    {
        var best = Find([("constant", 0.60, 0.60), ("trees", 0.90, 0.80), ("net", 0.70, 0.82)]);

        Assert.AreEqual("net", best.Chosen.Learner);
        Assert.AreEqual(("trees", Standing.Better), (best.Rivals.Single().Figures.Learner, best.Rivals.Single().Standing));
        Assert.HasCount(1, best.NotWorse);
    }

    [TestMethod]
    [DataRow(0.0005, Standing.AsGood)]
    [DataRow(0.004, Standing.Undecided)]
    public void Of_TwoAlike_AreAsGoodOnlyWhereTheDifferenceIsShownToBeSmall(double spread, Standing expected)
    {
        var best = Find([("constant", 0.60, 0.60), ("trees", 0.80, 0.81), ("net", 0.80, 0.80)], spread, margin: 0.005);

        Assert.AreEqual(0.005, best.Margin);
        Assert.AreEqual(expected, best.Rivals.Single().Standing);
        Assert.IsNull(best.Rivals.Single().Needed, "no number of folds tells apart what has the same mean");
    }

    [TestMethod]
    public void Of_NothingToLearn_SaysSo()
    {
        var best = Find([("constant", 0.60, 0.60), ("trees", 0.602, 0.81)]);

        Assert.IsFalse(best.IsAnythingLearned);
    }

    [TestMethod]
    public void Of_LearnerWithAFailedTrial_IsNotChosen()
    {
        var (experiment, trials) = Trials([("constant", 0.60, 0.60), ("trees", 0.90, 0.95), ("net", 0.70, 0.72)], 0.01);
        var best = BestLearner.Of(
            experiment, ClaimTrials.Diverged(trials, trial => trial.Learner == "trees" && trial.Seed == 2), (80, 20), "constant")!;

        Assert.AreEqual("net", best.Chosen.Learner);
    }

    /// <summary>
    /// Of two learners that are the same, one is said to be better or worse no more often than 1 in 20: here 2000 tables, 8 learners.
    /// </summary>
    [TestMethod]
    public void Of_LearnersThatAreTheSame_SeldomNamesAWinner()
    {
        const int Tables = 2000;
        var random = new Random(1);
        var (experiment, trials) = Trials([.. Enumerable.Range(0, 8).Select(i => ($"l{i}", 0.8, 0.8))], 0);
        var wrong = 0;
        for (var table = 0; table < Tables; table++)
        {
            var rows = Enumerable.Range(0, 5).Select(_ => 0.05 * Normal(random)).ToArray();
            List<FinishedTrial> noisy =
            [
                .. trials.Select(ended => ended with
                {
                    Result = ended.Result with
                    {
                        Metrics =
                        [
                            new("test", "accuracy", 0.8 + rows[ended.Trial.Seed - 1] + (0.01 * Normal(random))),
                            new("validation", "accuracy", 0.8),
                        ],
                    },
                }),
            ];
            var best = BestLearner.Of(experiment, noisy, (80, 20))!;
            wrong += best.Rivals.Any(rival => rival.Standing is Standing.Better or Standing.Worse) ? 1 : 0;
        }

        // At a rate of 0.05, 2000 tables give 100 ± 10.
        Assert.IsLessThanOrEqualTo(0.065 * Tables, wrong);
    }

    /// <summary>
    /// One learner under two names, which differ in the seeds of their trees, trained on the same five folds of 400 tables: each winner is
    /// chance. Of 400 at a rate of 0.05, 20 are expected; the upper end of the 95 % bound must stay below 0.08.
    /// </summary>
    [TestMethod]
    public void Of_OneLearnerUnderTwoNames_SeldomHasAWinner()
    {
        const int Tables = 400;
        var (experiment, trials) = Trials([("one", 0, 0), ("two", 0, 0)], 0);
        experiment = experiment with { Compare = "rmse" };
        var winners = 0;
        for (var table = 0; table < Tables; table++)
        {
            var data = new NoisyTable(table);
            List<FinishedTrial> trained =
            [
                .. trials.Select(ended => ended with
                {
                    Result = ended.Result with
                    {
                        Metrics = data.Figures(ended.Trial.Seed - 1, (100 * ended.Trial.Seed) + (ended.Trial.Learner == "one" ? 1 : 2)),
                    },
                }),
            ];
            var best = BestLearner.Of(experiment, trained, (180, 50))!;
            winners += best.Rivals.Single().Standing is Standing.Better or Standing.Worse ? 1 : 0;
        }

        Assert.IsLessThanOrEqualTo(0.08, ExactProportion.Interval(winners, Tables, 0.9).High, $"{winners} of {Tables}");
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static BestLearner Find((string Name, double Test, double Validation)[] learners, double spread = 0.01, double? margin = null)
    {
        var (experiment, trials) = Trials(learners, spread);
        return BestLearner.Of(experiment, trials, (80, 20), "constant", margin)!;
    }

    /// <summary>Five folds of learners with these accuracies, each fold with a little noise of the learner's own.</summary>
    private static (Experiment Experiment, List<FinishedTrial> Trials) Trials(
        (string Name, double Test, double Validation)[] learners, double spread)
    {
        var experiment = ClaimTrials.Experiment(5, []) with
        {
            Learners = [.. learners.Select(own => new LearnerSpec("mlp", own.Name, Settings.Empty))],
            Sweep = [],
            DataSets = ["f.csv"],
            Csv = new CsvSource("f.csv", new CsvOptions(), 5),
        };
        return (experiment, [.. RunPlan.Create([new Suite("s", "", [experiment])]).Trials.Select(trial =>
        {
            var own = learners.Single(learner => learner.Name == trial.Learner);
            return new FinishedTrial(trial, new TrialResult
            {
                DataSet = "f",
                Learner = trial.Learner,
                Settings = trial.Settings,
                Seed = trial.Seed,
                Metrics =
                [
                    new("test", "accuracy", own.Test + (spread * 100 * Noise[(trial.Seed - 1 + trial.Learner.Length) % 5])),
                    new("validation", "accuracy", own.Validation),
                ],
                FitSeconds = 1,
                PredictMicroseconds = 2,
                ModelBytes = 3000,
            });
        })]);
    }

    /// <summary>A table of 250 rows: a sum of four numbers with as much noise.</summary>
    private sealed class NoisyTable
    {
        private const int Rows = 250, Width = 4, Folds = 5;
        private readonly float[] _features = new float[Rows * Width];
        private readonly float[] _targets = new float[Rows];

        public NoisyTable(int seed)
        {
            var random = new Random(seed);
            for (var row = 0; row < Rows; row++)
            {
                var own = _features.AsSpan(row * Width, Width);
                for (var i = 0; i < Width; i++)
                    own[i] = (float)Normal(random);
                _targets[row] = own[0] + own[1] + own[2] + own[3] + (float)(2 * Normal(random));
            }
        }

        /// <summary>Trees on the rows of the other folds but twenty, which are validated on.</summary>
        public MetricValue[] Figures(int fold, int seed)
        {
            var others = Enumerable.Range(0, Rows).Where(row => row % Folds != fold).ToArray();
            var train = others[..^20];
            float[] features = [.. train.SelectMany(row => _features[(row * Width)..((row + 1) * Width)])];
            var ensemble = GradientBooster.Train(
                TreeData.Rows(features, Width, [.. train.Select(row => _targets[row])]), new SquaredLoss(),
                new() { NumberOfTrees = 20, RowFraction = 0.5, Seed = seed, Threads = 1 }).Ensemble;
            return
            [
                new("test", "rmse", Rmse(ensemble, Enumerable.Range(0, Rows).Where(row => row % Folds == fold))),
                new("validation", "rmse", Rmse(ensemble, others[^20..])),
            ];
        }

        private double Rmse(TreeEnsemble ensemble, IEnumerable<int> rows)
        {
            var scores = ensemble.PredictBatch(_features, threads: 1);
            return Math.Sqrt(rows.Average(row => Math.Pow(scores[row] - _targets[row], 2)));
        }
    }
}
