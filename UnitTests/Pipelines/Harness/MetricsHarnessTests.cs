using Microsoft.ML;
using MlPipelines.Data;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.UnitTests.Pipelines.Harness;

[TestClass]
public sealed class MetricsHarnessTests
{
    private static Learner Mlp(string settings = "hidden=8 epochs=30 batch=8 rate=0.01") => Create("mlp", settings);

    private static Learner Linear(string settings = "") => Create("lbfgs-maximum-entropy", settings);

    private static Learner Create(string name, string settings)
    {
        Assert.IsTrue(LearnerKinds.TryFind(name, out var kind));
        return kind.Create(LearningTask.Multiclass, name, Settings.Parse(settings));
    }

    private static TrialRequest Seed(int seed, int threads = 1) => new() { Seed = seed, Threads = threads };

    [TestMethod]
    public void Run_LinearLearner_GivesTheEvaluatorsFiguresOnEverySplit()
    {
        var data = SmallData.Create();

        var result = new MetricsHarness(data).Run(Linear(), Seed(1));

        Assert.IsNull(result.Error);
        CollectionAssert.AreEqual(
            (from split in new[] { "train", "validation", "test" }
             from metric in new[] { "accuracy", "macro-accuracy", "log-loss", "macro-f1", "mcc", "calibration-error" }
             select $"{split} {metric}").ToList(),
            result.Metrics.Select(metric => $"{metric.Split} {metric.Metric}").ToList());
        Assert.AreEqual(1.0, result.Find("train", "accuracy"));
        Assert.AreEqual(1.0, result.Find("train", "macro-f1"));
        Assert.AreEqual(1.0, result.Find("train", "mcc"));
        Assert.IsTrue(result.PredictOne is { Median: > 0 } latency && latency.Percentile99 >= latency.Median);
        Assert.AreEqual(9, result.Parameters); // 3 classes, 2 weights and a bias each
        Assert.IsTrue(result.FitSeconds > 0 && result.PrepareSeconds > 0 && result.PredictMicroseconds > 0 && result.PeakMegabytes > 1);
        Assert.IsEmpty(result.History);
    }

    [TestMethod]
    public void Run_Mlp_GivesParametersAndAHistoryOfEveryEpochAndSplit()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(1));

        Assert.IsNull(result.Error);
        Assert.AreEqual((3 * 8) + (9 * 3), result.Parameters);
        Assert.HasCount(30 * 3 * 2, result.History);
        CollectionAssert.AreEqual(Enumerable.Range(1, 30).ToList(), result.History.Select(point => point.Epoch).Distinct().ToList());
        var last = result.History[^1];
        Assert.AreEqual(new HistoryPoint(30, 30 * 8, "test", "accuracy", result.Find("test", "accuracy")!.Value), last);
        Assert.AreEqual(
            result.Find("validation", "log-loss")!.Value,
            result.History.Last(point => point.Split == "validation" && point.Metric == "loss").Value, 1e-5);
    }

    [TestMethod]
    public void Run_Grid_IsPredictedRowByRowFromTheTopLeft()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Linear(), Seed(1) with { Places = new PredictionGrid(80, 120, -0.2, 0.2, 5, 3) });

        // The clouds lie at angles of 0, 120 and 240 degrees round (100, 0): right, above and below on the left.
        Assert.HasCount(15, result.GridPredictions!);
        Assert.AreEqual(0, result.GridPredictions![9]); // the middle row's right end
        Assert.AreEqual(1, result.GridPredictions[0]);
        Assert.AreEqual(2, result.GridPredictions[10]);
        Assert.IsNull(new MetricsHarness(SmallData.Create()).Run(Linear(), Seed(1)).GridPredictions);
    }

    [TestMethod]
    public void Run_GridOfARegression_HasItsNumbers()
    {
        Assert.IsTrue(LearnerKinds.TryFind("mlp", out var kind));
        var learner = kind.Create(LearningTask.Regression, "net", Settings.Parse("hidden=none optimizer=adam rate=0.05 epochs=60 batch=20"));

        var result = new MetricsHarness(SmallData.Regression()).Run(learner, Seed(1) with { Places = new PredictionGrid(-0.5, 0.5, -0.5, 0.5, 2, 2) });

        foreach (var (expected, value) in new[] { -2.5, 0.5, -0.5, 2.5 }.Zip(result.GridPredictions!)) // 3x - 2y at the corners
            Assert.AreEqual(expected, value, 0.1, "the noise is uniform within 0.1");
    }

    [TestMethod]
    public void Run_LineOfPowers_IsPredictedFromLeftToRight()
    {
        float[] x = [-2, -1, 0, 1, 2, 3];
        var train = MatrixDataView.Regression(new SingleMatrix([.. x.SelectMany(value => new[] { value, value * value })], 2), [.. x.Select(value => (value * value) - value)]);
        var data = new DataSet
        {
            Name = "parabola",
            Title = "",
            Description = "",
            Task = LearningTask.Regression,
            Source = new DataSource(DataOrigin.Generated, "a test"),
            Train = train,
        };
        var learner = LearnerKinds.All.Single(kind => kind.Name == "mlp").Create(
            LearningTask.Regression, "net", LearnerKinds.All.Single(kind => kind.Name == "mlp").Complete(Settings.Parse("hidden=none optimizer=sgd rate=0.1 epochs=400 batch=6")));

        var result = new MetricsHarness(data).Run(learner, Seed(1) with { Places = new PredictionLine(-1, 2, 4, Powers: 2) });

        Assert.IsNull(result.Error);
        foreach (var (expected, value) in new[] { 2.0, 0, 0, 2 }.Zip(result.GridPredictions!)) // x² - x at -1, 0, 1, 2
            Assert.AreEqual(expected, value, 1e-2);
        Assert.AreEqual(
            "InvalidOperationException: Predictions were asked for at places of 1 features; parabola has 2.",
            new MetricsHarness(data).Run(learner, Seed(1) with { Places = new PredictionLine(-1, 2, 4) }).Error);
        StringAssert.StartsWith(
            new MetricsHarness(data).Run(learner, Seed(1) with { Places = new PredictionLine(2, -1, 4, 2) }).Error, "ArgumentException: A line of predictions needs left below right, at least 2 places and 1 power");
    }

    [TestMethod]
    public void Run_GridThatIsNone_SaysWhatItNeeds() => StringAssert.StartsWith(
        new MetricsHarness(SmallData.Create()).Run(Linear(), Seed(1) with { Places = new PredictionGrid(1, 0, 0, 1, 2, 2) }).Error,
        "ArgumentException: A grid of predictions needs left below right, bottom below top, and at least 2 x 2 places; found ");

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

        float[] first = [.. Rows(seed: 1).Select(row => row.Features[0])], again = [.. Rows(seed: 1).Select(row => row.Features[0])], other = [.. Rows(seed: 2).Select(row => row.Features[0])];

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
    public void Run_MonitorTrain_HistoryHasTheTrainingRowsThemselves()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8 epochs=2 monitor=train"), Seed(1));

        Assert.HasCount(2 * 2, result.History);
        Assert.AreEqual(result.Find("train", "accuracy")!.Value, result.History[^1].Value);
    }

    [TestMethod]
    public void Run_ValidateEveryIteration_HistoryHasEveryUpdate()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8 epochs=2 batch=16 drop-last=yes validate=iteration monitor=validation"), Seed(1));

        CollectionAssert.AreEqual(
            Enumerable.Range(1, 2 * 3).Select(step => (long)step).ToList(),
            result.History.Where(point => point.Split == "validation").Select(point => point.Iteration).Distinct().ToList());
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
        for (int row = 0; row < SmallData.Rows; row++)
        {
            CollectionAssert.AreEqual(seen[0].Rows[row].Features, seen[1].Rows[row].Features);
            Assert.AreEqual((uint)data.Train.GetClass(row) + 1, seen[0].Rows[row].Label);
            Assert.AreEqual(seen[0].Rows[row].Label, seen[1].Rows[row].Label);
        }
    }

    [TestMethod]
    public void Run_SameSeedOnOneAndTwoThreads_IsBitwiseTheSame()
    {
        var one = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(3));
        var two = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(3, threads: 2));
        var other = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(4));

        CollectionAssert.AreEqual(one.Metrics.ToList(), two.Metrics.ToList());
        CollectionAssert.AreEqual(one.History.ToList(), two.History.ToList());
        CollectionAssert.AreNotEqual(one.Metrics.ToList(), other.Metrics.ToList());
    }

    [TestMethod]
    public void Run_ManyAtOnce_AreWhatTheyAreAlone()
    {
        var harness = new MetricsHarness(SmallData.Create());
        var alone = Enumerable.Range(1, 6).Select(seed => new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(seed))).ToList();

        var together = new TrialResult[6];
        Parallel.For(0, 6, index => together[index] = harness.Run(Mlp(), Seed(index + 1)));

        for (int index = 0; index < 6; index++)
            CollectionAssert.AreEqual(alone[index].Metrics.ToList(), together[index].Metrics.ToList());
    }

    [TestMethod]
    public void Run_LearnerThrows_IsAResultWithItsErrorInOneLine()
    {
        var learner = new Learner { Name = "broken", CreateTrainer = (_, _) => throw new InvalidOperationException("This cannot\n  work.") };

        var result = new MetricsHarness(SmallData.Create()).Run(learner, Seed(1));

        Assert.AreEqual("InvalidOperationException: This cannot work.", result.Error);
        Assert.IsTrue(result.Failed);
        Assert.IsEmpty(result.Metrics);
        Assert.IsNull(result.FitSeconds);
    }

    [TestMethod]
    public void Run_RateThatDiverges_IsAResultWithItsError()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8-8 epochs=20 batch=4 optimizer=sgd rate=1e30"), Seed(1));

        StringAssert.StartsWith(result.Error, "TrainingDivergedException: ");
    }

    [TestMethod]
    public void Run_ClassThatNoTrainingRowHas_IsAResultWithItsError()
    {
        var data = SmallData.Create();
        int[] two = [.. Enumerable.Range(0, SmallData.Rows).Where(row => data.Train.GetClass(row) < 2)];

        var result = new MetricsHarness(data with { Train = data.Train.Select(two) }).Run(Linear(), Seed(1));

        StringAssert.Contains(result.Error, "cannot be judged: they have no finite score, or a class that no training row has.");
    }

    /// <summary>The loss of a step is measured before its update: one batch alone would leave ruined weights unseen.</summary>
    [TestMethod]
    public void Run_RateThatDivergesInTheLastStep_IsAResultWithItsError()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8-8 epochs=1 batch=100000 optimizer=sgd rate=1e38"), Seed(1));

        StringAssert.StartsWith(result.Error, "TrainingDivergedException: ");
    }

    [TestMethod]
    public void Run_Cancelled_ThrowsAndTheHarnessStaysUsable()
    {
        using var source = new CancellationTokenSource();
        var harness = new MetricsHarness(SmallData.Create());
        var stopAtThirdEpoch = new Relay(progress =>
        {
            if (progress is { Unit: "epoch", Step: 3 })
                source.Cancel();
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => harness.Run(
            Mlp(), new TrialRequest { Seed = 1, Progress = stopAtThirdEpoch, Cancellation = source.Token }));
        Assert.IsNull(harness.Run(Mlp(), Seed(1)).Error);
    }

    /// <summary>Both wait for the same preparation: the one that is cancelled must not end the other.</summary>
    [TestMethod]
    public void Run_BesideOneThatIsCancelled_GoesOn()
    {
        for (int round = 0; round < 50; round++)
        {
            var harness = new MetricsHarness(SmallData.Create());
            using var together = new Barrier(2);
            var cancelled = Task.Run(() =>
            {
                together.SignalAndWait();
                Assert.ThrowsExactly<OperationCanceledException>(
                    () => harness.Run(Linear("iterations=1"), new TrialRequest { Seed = 1, Cancellation = new CancellationToken(canceled: true) }));
            });
            together.SignalAndWait();
            Assert.IsNull(harness.Run(Linear("iterations=1"), Seed(1)).Error, $"round {round}");
            cancelled.GetAwaiter().GetResult();
        }
    }

    [TestMethod]
    public void Run_WithAModelPath_SavesThePipelineWithItsPreprocessing()
    {
        using var folder = new UnitTests.Comparisons.Results.TemporaryFolder();
        var data = SmallData.Create();

        var result = new MetricsHarness(data).Run(Mlp(), Seed(1) with { ModelPath = folder["model.zip"] });

        Assert.IsNull(result.Error);
        Assert.AreEqual(TrainedPipeline.Load(folder["model.zip"]).ModelBytes(), result.ModelBytes);
        Assert.IsGreaterThan(result.ModelBytes!.Value, new FileInfo(folder["model.zip"]).Length, "the file has the history too");
        var pipeline = TrainedPipeline.Load(folder["model.zip"]);
        CollectionAssert.AreEqual(data.ClassNames.ToArray(), pipeline.ClassNames!.ToArray());
        var metrics = new MLContext(1).MulticlassClassification.Evaluate(pipeline.Transform(data.Test!));
        Assert.AreEqual(result.Find("test", "log-loss"), metrics.LogLoss);
        Assert.AreEqual("a", pipeline.CreateRecordPredictor().PredictJson("""{"Features":[111,0.01]}""").Label);
    }

    [TestMethod]
    public void Run_WithoutAModelPath_HasTheModelsSize()
    {
        var small = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=8 epochs=1"), Seed(1));
        var large = new MetricsHarness(SmallData.Create()).Run(Mlp("hidden=1000 epochs=1"), Seed(1));

        Assert.AreEqual(4 * (large.Parameters - small.Parameters)!.Value, large.ModelBytes!.Value - small.ModelBytes!.Value, 300);
    }

    [TestMethod]
    public void Run_MoreEpochs_LeavesTheModelsSize()
    {
        var harness = new MetricsHarness(SmallData.Create());

        Assert.AreEqual(harness.Run(Mlp("epochs=1"), Seed(1)).ModelBytes, harness.Run(Mlp("epochs=9"), Seed(1)).ModelBytes);
    }

    [TestMethod]
    public void Run_Mlp_TellsMonitorsTimeApart()
    {
        var result = new MetricsHarness(SmallData.Create()).Run(Mlp(), Seed(1));

        Assert.IsGreaterThan(0, result.MonitorSeconds!.Value);
        Assert.IsGreaterThan(0, result.FitSeconds!.Value);
        Assert.AreEqual(0, new MetricsHarness(SmallData.Create()).Run(Linear(), Seed(1)).MonitorSeconds);
    }

    [TestMethod]
    public void Run_CancelledInAStockTrainer_Throws()
    {
        using var source = new CancellationTokenSource();
        var stopAtFirstPass = new Relay(_ => source.Cancel());

        Assert.ThrowsExactly<OperationCanceledException>(() => new MetricsHarness(SmallData.Create()).Run(
            Linear(), new TrialRequest { Seed = 1, Progress = stopAtFirstPass, Cancellation = source.Token }));
    }

    [TestMethod]
    public void Run_CancelledBeforeItBegins_Throws() => Assert.ThrowsExactly<OperationCanceledException>(
        () => new MetricsHarness(SmallData.Create()).Run(Mlp(), new TrialRequest { Seed = 1, Cancellation = new CancellationToken(canceled: true) }));

    [TestMethod]
    public void Run_DataWithoutValidation_HasNoRowsForIt()
    {
        var result = new MetricsHarness(SmallData.Create() with { Validation = null }).Run(Mlp("hidden=4 epochs=2"), Seed(1));

        Assert.IsNull(result.Error);
        CollectionAssert.AreEqual(new[] { "train", "test" }, result.Metrics.Select(metric => metric.Split).Distinct().ToList());
        CollectionAssert.AreEqual(new[] { "train", "test" }, result.History.Select(point => point.Split).Distinct().ToList());
    }

    [TestMethod]
    public void Named_UnknownScaling_NamesTheKnown()
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => FeatureScaling.Named("log"));

        StringAssert.StartsWith(exception.Message, "There is no feature scaling 'log'; there are: none, standardize, standardize-jointly, keep-zero, min-max.");
    }

    private sealed class Relay(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
