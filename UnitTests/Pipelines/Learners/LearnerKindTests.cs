using Microsoft.ML.Trainers.FastTree;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.UnitTests.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Learners;

[TestClass]
public sealed class LearnerKindTests
{
    private static LearnerKind Mlp =>
        LearnerCatalog.Own.TryFind("mlp", out var kind) ? kind : throw new AssertFailedException("There is no kind mlp.");

    [TestMethod]
    public void Complete_FewSettings_GivesEveryOneInTheKindsOrder()
    {
        var complete = Mlp.Complete(Settings.Parse("rate=1e-2 hidden=16"));

        CollectionAssert.AreEqual(Mlp.Definitions.Select(definition => definition.Name).ToList(), complete.Keys.ToList());
        Assert.AreEqual("16", complete["hidden"]);
        Assert.AreEqual("0.01", complete["rate"]);
        Assert.AreEqual(complete, Mlp.Complete(complete));
    }

    [TestMethod]
    public void Complete_UnknownSetting_NamesTheKnown()
    {
        var exception = Assert.ThrowsExactly<FormatException>(() => Mlp.Complete(Settings.Parse("speed=1")));

        StringAssert.StartsWith(exception.Message, "The learner kind 'mlp' has no setting 'speed'; it has: hidden, activation,");
    }

    [TestMethod]
    public void Create_TaskItCannotLearn_Throws()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("lbfgs-maximum-entropy", out var kind));

        var exception = Assert.ThrowsExactly<ArgumentException>(() => kind.Create(LearningTask.Regression, "linear", Settings.Empty));

        StringAssert.StartsWith(
            exception.Message, "The learner kind 'lbfgs-maximum-entropy' cannot learn a regression task; it learns: multiclass.");
    }

    [TestMethod]
    [DataRow("optimizer=adam momentum=0.9", "The setting 'momentum' belongs to sgd and rmsprop; adam has a momentum of its own.")]
    [DataRow("optimizer=sgd nesterov=yes", "The setting 'nesterov=yes' needs optimizer=sgd and a momentum above 0.")]
    [DataRow("shift=1", "The settings 'shift', 'flip' and 'crop' need the shape of the images: set 'image', such as image=1x28x28.")]
    [DataRow("patience=3 monitor=test", "The setting 'patience' needs the validation rows: add validation to the setting 'monitor'.")]
    [DataRow("patience=0", "The setting 'patience=0' needs a number: set 'epochs' too, or leave 'patience' out.")]
    public void Create_SettingsThatDoNotGoTogether_Throws(string settings, string expected)
    {
        var exception = Assert.ThrowsExactly<ArgumentException>(() => Mlp.Create(LearningTask.Multiclass, "net", Settings.Parse(settings)));

        StringAssert.StartsWith(exception.Message, expected);
    }

    [TestMethod]
    [DataRow("adam dropout=0.1 label-smoothing=0.05")]
    [DataRow("adam l1=1e-5 l2=1e-4 clip-norm=1")]
    [DataRow("adam clip-value=0.5")]
    [DataRow("adam schedule=one-cycle")]
    [DataRow("adam schedule=cosine warm-up=20")]
    [DataRow("adamw schedule=cosine")]
    [DataRow("sgd momentum=0.9 nesterov=yes")]
    [DataRow("rmsprop momentum=0.9")]
    public void Create_EveryOptimizer_Learns(string optimizer)
    {
        var learner = Mlp.Create(
            LearningTask.Multiclass, "net", Settings.Parse($"hidden=8 epochs=30 batch=8 rate=0.01 optimizer={optimizer}"));

        var result = new MetricsHarness(SmallData.Create()).Run(learner, new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        Assert.IsGreaterThan(0.9, result.Find("train", "accuracy")!.Value);
    }

    /// <summary>Steps too small to move anything: the setting reached the training.</summary>
    [TestMethod]
    [DataRow("optimizer=adam rate=0.01 warm-up=1000000000")]
    [DataRow("optimizer=sgd rate=0.01 clip-value=1e-9")]
    [DataRow("optimizer=sgd rate=0.01 clip-norm=1e-9")]
    public void Create_StepsHeldToAlmostNothing_LearnsNothing(string settings)
    {
        double Loss(string more) => new MetricsHarness(SmallData.Create())
            .Run(Mlp.Create(LearningTask.Multiclass, "net", Settings.Parse($"hidden=8 batch=8 {more}")), new TrialRequest { Seed = 1 })
                .Find("train", "log-loss")!.Value;

        Assert.AreEqual(Loss("optimizer=sgd rate=1e-12 epochs=1"), Loss($"{settings} epochs=3"), 1e-4);
        Assert.IsLessThan(Loss($"{settings} epochs=3") - 0.05, Loss("optimizer=adam rate=0.01 epochs=30"));
    }

    [TestMethod]
    public void Definitions_EveryKind_HaveDescriptionsAndValidDefaults()
    {
        foreach (var definition in LearnerKinds.All.SelectMany(kind => kind.Definitions))
        {
            Assert.AreNotEqual("", definition.Description, definition.Name);
            Assert.AreEqual(definition.DefaultText, definition.Canonical(definition.DefaultText), definition.Name);
        }
    }

    [TestMethod]
    [DataRow("hidden=32 rate=0.01 epochs=60 batch=32", "mlp")]
    [DataRow("", "linear-regression")]
    [DataRow("trees=200 leaf-rows=2", "boosted-trees")]
    [DataRow("trees=200 leaf-rows=2", "fast-tree")]
    public void Create_Regression_LearnsANumber(string settings, string kindName)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(kindName, out var kind));
        var harness = new MetricsHarness(SmallData.Regression());

        var result = harness.Run(kind.Create(LearningTask.Regression, "r", Settings.Parse(settings)), new TrialRequest { Seed = 1 });
        var again = harness.Run(
            kind.Create(LearningTask.Regression, "r", Settings.Parse(settings)), new TrialRequest { Seed = 1, Threads = 2 });

        Assert.IsNull(result.Error);
        CollectionAssert.AreEqual(
            new[] { "mae", "rmse", "r2" }, result.Metrics.Where(metric => metric.Split == "test").Select(metric => metric.Metric).ToList());
        Assert.IsGreaterThan(0.9, result.Find("test", "r2")!.Value);
        Assert.IsGreaterThan(1, result.Parameters!.Value);
        CollectionAssert.AreEqual(result.Metrics.ToList(), again.Metrics.ToList());
    }

    [TestMethod]
    public void WhyMissing_OldNameOfTheLinearRegression_NamesTheNew()
    {
        Assert.IsFalse(LearnerCatalog.Own.TryFind("sdca-regression", out _));
        Assert.AreEqual(
            "The kind sdca-regression is gone: it did not find the least squares. Use linear-regression.",
            LearnerKinds.WhyMissing("sdca-regression"));
        Assert.IsNull(LearnerKinds.WhyMissing("nothing"));
    }

    [TestMethod]
    [DataRow("hidden=8 rate=0.01 epochs=40 batch=8", "mlp")]
    [DataRow("", "lbfgs-logistic-regression")]
    [DataRow("trees=30 leaf-rows=3", "boosted-trees")]
    [DataRow("trees=30 leaf-rows=3", "fast-tree")]
    public void Create_Binary_LearnsTwoClasses(string settings, string kindName)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(kindName, out var kind));

        var result = new MetricsHarness(SmallData.Binary())
            .Run(kind.Create(LearningTask.Binary, "b", Settings.Parse(settings)), new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        CollectionAssert.IsSubsetOf(
            new[] { "accuracy", "auc", "f1", "log-loss" },
            result.Metrics.Where(metric => metric.Split == "test").Select(metric => metric.Metric).ToList());
        Assert.IsGreaterThan(0.9, result.Find("test", "auc")!.Value);
        Assert.IsGreaterThan(2, result.Parameters!.Value);
    }

    [TestMethod]
    [DataRow("mlp")]
    [DataRow("boosted-trees")]
    public void Create_PatienceWithoutValidationRows_SaysSo(string kindName)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(kindName, out var kind));

        var result = new MetricsHarness(SmallData.Binary() with { Validation = null })
            .Run(kind.Create(LearningTask.Binary, "b", Settings.Parse("patience=3")), new TrialRequest { Seed = 1 });

        Assert.AreEqual(
            "ArgumentException: The setting 'patience' needs rows to validate on, and the data have none: give them some, or leave "
                + "the setting out.", result.Error);
    }

    [TestMethod]
    [DataRow("mlp", "hidden=4 epochs=4 batch=16 rate=0.02")]
    [DataRow("boosted-trees", "trees=3 leaf-rows=2 leaves=2")]
    public void Create_Balance_AnswersTheRareClassMoreOften(string kindName, string settings)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(kindName, out var kind));
        var full = SmallData.Binary();
        int[] rows = [.. Enumerable.Range(0, full.TrainRows).Where(row => full.Train.GetClass(row) == 0 || row % 6 == 0)];
        var harness = new MetricsHarness(full with { Train = full.Train.Select(rows) });
        double F1(string balance) =>
            harness.Run(
                kind.Create(LearningTask.Binary, "b", Settings.Parse($"{settings} balance={balance}")),
                new TrialRequest { Seed = 1 }).Find("test", "f1")!.Value;

        Assert.IsGreaterThan(F1("no"), F1("yes"));
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => kind.Create(LearningTask.Regression, "r", Settings.Parse("balance=yes"))).Message,
            "The setting 'balance' is for classes, not for a regression task.");
    }

    [TestMethod]
    [DataRow("trees=20 leaf-rows=3")]
    [DataRow(
        "trees=20 leaf-rows=3 leaves=5 rate=0.5 depth=3 growth=depth-wise l2=0.1 min-hessian=0.01 min-gain=0.001 row-fraction=0.8 "
            + "feature-fraction=0.5 bins=16")]
    public void Create_BoostedTrees_LearnsClassesAndKeepsTheHistory(string settings)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("boosted-trees", out var kind));
        var harness = new MetricsHarness(SmallData.Create());

        var result = harness.Run(kind.Create(LearningTask.Multiclass, "trees", Settings.Parse(settings)), new TrialRequest { Seed = 1 });
        var again = harness.Run(
            kind.Create(LearningTask.Multiclass, "trees", Settings.Parse(settings)), new TrialRequest { Seed = 1, Threads = 2 });

        Assert.IsNull(result.Error);
        // The test rows lie further right than any training row, where trees do not follow.
        Assert.IsGreaterThan(0.9, result.Find("train", "accuracy")!.Value);
        CollectionAssert.AreEqual(result.Metrics.ToList(), again.Metrics.ToList());
        Assert.AreEqual(20, result.History[^1].Epoch);
        Assert.AreEqual(
            result.Find("test", "accuracy")!.Value, result.History.Last(point => point.Split == "test" && point.Metric == "accuracy").Value,
            1e-12);
        Assert.AreEqual(
            result.Find("test", "log-loss")!.Value, result.History.Last(point => point.Split == "test" && point.Metric == "loss").Value,
            1e-5);
        Assert.IsGreaterThan(100, result.Parameters!.Value);
    }

    [TestMethod]
    [DataRow("trees=20 leaf-rows=3")]
    [DataRow("trees=20 leaf-rows=3 leaves=5 rate=0.5 feature-fraction=0.5 bins=16")]
    public void Create_FastTree_LearnsClassesOneAgainstTheRest(string settings)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("fast-tree", out var kind));
        var harness = new MetricsHarness(SmallData.Create());

        var result = harness.Run(kind.Create(LearningTask.Multiclass, "trees", Settings.Parse(settings)), new TrialRequest { Seed = 1 });
        var again = harness.Run(
            kind.Create(LearningTask.Multiclass, "trees", Settings.Parse(settings)), new TrialRequest { Seed = 1, Threads = 2 });

        Assert.IsNull(result.Error);
        Assert.IsGreaterThan(0.9, result.Find("train", "accuracy")!.Value);
        CollectionAssert.AreEqual(result.Metrics.ToList(), again.Metrics.ToList());
        Assert.IsEmpty(result.History);
        Assert.IsGreaterThan(60, result.Parameters!.Value);
    }

    [TestMethod]
    public void Create_FastTree_DefaultsAreItsOwn()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("fast-tree", out var kind));
        var defaults = new FastTreeBinaryTrainer.Options();

        var settings = kind.Complete(Settings.Empty);

        Assert.AreEqual(
            (
                defaults.NumberOfTrees, defaults.NumberOfLeaves, defaults.LearningRate, defaults.MinimumExampleCountPerLeaf,
                defaults.MaximumBinCountPerFeature, defaults.FeatureFraction),
            (
                int.Parse(settings["trees"]), int.Parse(settings["leaves"]), double.Parse(settings["rate"]),
                int.Parse(settings["leaf-rows"]), int.Parse(settings["bins"]), double.Parse(settings["feature-fraction"])));
    }

    [TestMethod]
    public void Create_BoostedTreesWithPatience_StopEarly()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("boosted-trees", out var kind));

        var result = new MetricsHarness(SmallData.Create()).Run(
            kind.Create(LearningTask.Multiclass, "trees", Settings.Parse("trees=2000 leaf-rows=1 rate=1 l2=0.01 patience=3")),
                new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        Assert.IsLessThan(2000, result.History[^1].Epoch);
        var exception = Assert.ThrowsExactly<ArgumentException>(
            () => kind.Create(LearningTask.Multiclass, "trees", Settings.Parse("patience=3 monitor=test")));
        StringAssert.StartsWith(
            exception.Message, "The setting 'patience' needs the validation rows: add validation to the setting 'monitor'.");
    }

    [TestMethod]
    [DataRow("mlp", "hidden=8 rate=0.05", true)]
    [DataRow("mlp", "hidden=8 rate=0.05 batch=8 epochs=30", false)]
    [DataRow("boosted-trees", "leaf-rows=1 rate=1 l2=0.01", true)]
    [DataRow("boosted-trees", "leaf-rows=1 rate=1 l2=0.01 trees=40", false)]
    public void Create_LengthLeftOpen_IsEndedByTheValidationRows(string kindName, string settings, bool isOpen)
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind(kindName, out var kind));

        var result = new MetricsHarness(SmallData.Create()).Run(
            kind.Create(LearningTask.Multiclass, "a", Settings.Parse(settings)), new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        double[] losses = [.. result.History.Where(point => (point.Split, point.Metric) == (Split.Validation, Metric.Loss))
            .Select(point => point.Value)];
        if (!isOpen)
        {
            Assert.HasCount(kindName == "mlp" ? 30 : 40, losses);
            return;
        }

        Assert.IsLessThan(kindName == "mlp" ? 200 : 500, losses.Length);
        var waited = losses.Length - 1 - Array.IndexOf(losses, losses.Min());
        Assert.AreEqual(50, waited, "evaluations behind the best one");
    }

    [TestMethod]
    public void Create_Patience_StopsEarly()
    {
        var learner = Mlp.Create(LearningTask.Multiclass, "net", Settings.Parse("hidden=8 epochs=500 batch=8 rate=0.05 patience=3"));

        var result = new MetricsHarness(SmallData.Create()).Run(learner, new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        Assert.IsLessThan(500, result.History[^1].Epoch);
    }

    [TestMethod]
    public void Create_Constant_PredictsWhatTheLabelsAloneSay()
    {
        Assert.IsTrue(LearnerCatalog.Own.TryFind("constant", out var kind));
        var data = MlPipelines.Data.DataSets.Load("countries-map", new() { TrainRows = 300, ValidationRows = 60, TestRows = 60 });
        var counts = new double[data.ClassCount];
        for (var row = 0; row < data.TrainRows; row++)
            counts[data.Train.GetClass(row)]++;

        var result = new MetricsHarness(data).Run(
            kind.Create(data.Task, "constant", Settings.Empty), new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        var entropy = counts.Where(count => count > 0).Sum(count => -count / 300 * Math.Log(count / 300));
        Assert.AreEqual(entropy, result.Find(Split.Train, Metric.LogLoss)!.Value, 1e-4);
        Assert.AreEqual(counts.Max() / 300, result.Find(Split.Train, Metric.Accuracy)!.Value, 1e-9);
        Assert.AreEqual(counts.Count(count => count > 0), result.Parameters);
    }
}
