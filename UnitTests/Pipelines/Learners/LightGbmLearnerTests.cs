using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.UnitTests.Pipelines.Harness;

namespace MlPipelines.UnitTests.Pipelines.Learners;

[TestClass]
public sealed class LightGbmLearnerTests
{
    private static LearnerKind LightGbm
    {
        get
        {
            if (LightGbmLibrary.WhyMissing is { } why)
                Assert.Inconclusive(why);
            return LightGbmLearner.Kind;
        }
    }

    [TestMethod]
    [DataRow("trees=20 leaf-rows=3")]
    [DataRow("trees=20 leaf-rows=3 multiclass=one-versus-all")]
    [DataRow(
        "trees=20 leaf-rows=3 leaves=5 rate=0.5 depth=3 l1=0.01 l2=0.1 min-hessian=0.01 min-gain=0.001 row-fraction=0.8 row-frequency=2 "
            + "feature-fraction=0.5 bins=16")]
    public void Create_Multiclass_LearnsClassesAlikeOnAnyNumberOfThreads(string settings)
    {
        var harness = new MetricsHarness(SmallData.Create());

        var result = harness.Run(
            LightGbm.Create(LearningTask.Multiclass, "trees", Settings.Parse(settings)), new TrialRequest { Seed = 1 });
        var again = harness.Run(
            LightGbm.Create(LearningTask.Multiclass, "trees", Settings.Parse(settings)), new TrialRequest { Seed = 1, Threads = 2 });

        Assert.IsNull(result.Error);
        Assert.IsGreaterThan(0.9, result.Find("train", "accuracy")!.Value);
        CollectionAssert.AreEqual(result.Metrics.ToList(), again.Metrics.ToList());
        Assert.IsGreaterThan(100, result.Parameters!.Value);
        Assert.IsGreaterThan(0, result.ModelBytes!.Value);
    }

    [TestMethod]
    public void Create_Regression_LearnsANumber()
    {
        var result = new MetricsHarness(SmallData.Regression())
            .Run(LightGbm.Create(LearningTask.Regression, "r", Settings.Parse("trees=200 leaf-rows=2")), new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        Assert.IsGreaterThan(0.9, result.Find("test", "r2")!.Value);
        Assert.IsGreaterThan(200, result.Parameters!.Value);
    }

    [TestMethod]
    public void Create_Binary_LearnsTwoClasses()
    {
        var result = new MetricsHarness(SmallData.Binary())
            .Run(LightGbm.Create(LearningTask.Binary, "b", Settings.Parse("trees=30 leaf-rows=3")), new TrialRequest { Seed = 1 });

        Assert.IsNull(result.Error);
        Assert.IsGreaterThan(0.9, result.Find("test", "auc")!.Value);
        Assert.IsLessThan(0.5, result.Find("test", "log-loss")!.Value);
        Assert.IsGreaterThan(30, result.Parameters!.Value);
    }

    /// <summary>The validation loss ends the training, for each task, and the trees behind the best round are gone.</summary>
    [TestMethod]
    [DataRow(LearningTask.Multiclass)]
    [DataRow(LearningTask.Binary)]
    [DataRow(LearningTask.Regression)]
    public void Create_Patience_StopsByTheValidationRows(LearningTask task)
    {
        var data = task switch
        {
            LearningTask.Multiclass => SmallData.Create(),
            LearningTask.Binary => SmallData.Binary(),
            _ => SmallData.Regression(),
        };
        TrialResult Run(string settings) => new MetricsHarness(data).Run(
            LightGbm.Create(task, "l", Settings.Parse($"trees=400 rate=0.5 leaf-rows=2 {settings}")), new TrialRequest { Seed = 1 });

        var (stopped, whole) = (Run("patience=5"), Run(""));

        Assert.IsNull(stopped.Error);
        Assert.IsLessThan(whole.Parameters!.Value / 2, stopped.Parameters!.Value);
    }

    /// <summary>Every setting reaches the training: it changes the trees.</summary>
    [TestMethod]
    [DataRow("trees=9")]
    [DataRow("leaves=3")]
    [DataRow("rate=0.1")]
    [DataRow("leaf-rows=30")]
    [DataRow("bins=4")]
    [DataRow("feature-fraction=0.5")]
    [DataRow("depth=2")]
    [DataRow("l2=9")]
    [DataRow("l1=2")]
    [DataRow("min-gain=1")]
    [DataRow("min-hessian=50")]
    [DataRow("row-fraction=0.5")]
    public void Create_OneSettingChanged_ChangesThePredictions(string setting)
    {
        var harness = new MetricsHarness(SmallData.Regression());
        double Rmse(string settings) =>
            harness.Run(LightGbm.Create(LearningTask.Regression, "r", Settings.Parse(settings)), new TrialRequest { Seed = 1 })
                .Find("train", "rmse")!.Value;
        var usual = "trees=10 leaf-rows=5 leaves=8";
        var name = setting.Split('=')[0];

        var changed = string.Join(
            ' ', usual.Split(' ').Where(part => !part.StartsWith($"{name}=", StringComparison.Ordinal)).Append(setting));

        Assert.AreNotEqual(Rmse(usual), Rmse(changed));
    }

    [TestMethod]
    public void Create_RowFrequency_DrawsRowsAtOtherRounds()
    {
        var harness = new MetricsHarness(SmallData.Regression());
        double Rmse(int frequency, int seed) => harness.Run(
            LightGbm.Create(LearningTask.Regression, "r", Settings.Parse($"trees=10 row-fraction=0.5 row-frequency={frequency}")),
                new TrialRequest { Seed = seed }).Find("train", "rmse")!.Value;

        Assert.AreNotEqual(Rmse(1, 1), Rmse(5, 1));
        Assert.AreNotEqual(Rmse(1, 1), Rmse(1, 2), "the seed draws the rows");
    }

    /// <summary>The defaults that are ML.NET's own; the number and the size of the trees and the rate are FastTree's.</summary>
    [TestMethod]
    public void Complete_Defaults_AreMLNetsWhereTheyAreNotShared()
    {
        var (booster, options) = (new GradientBooster.Options(), new LightGbmMulticlassTrainer.Options());

        var settings = LightGbmLearner.Kind.Complete(Settings.Empty);

        Assert.AreEqual(
            (
                options.NumberOfIterations, options.MaximumBinCountPerFeature, booster.MaximumTreeDepth, booster.L1Regularization,
                booster.MinimumSplitGain, booster.MinimumChildWeight, booster.SubsampleFraction, booster.FeatureFraction),
            (
                int.Parse(settings["trees"]), int.Parse(settings["bins"]), int.Parse(settings["depth"]), double.Parse(settings["l1"]),
                double.Parse(settings["min-gain"]), double.Parse(settings["min-hessian"]), double.Parse(settings["row-fraction"]),
                double.Parse(settings["feature-fraction"])));
    }

    [TestMethod]
    public void Create_TooManyLeaves_SaysHowManyThereCanBe() => StringAssert.StartsWith(
        Assert.ThrowsExactly<ArgumentException>(
            () => LightGbmLearner.Kind.Create(LearningTask.Binary, "b", Settings.Parse("leaves=200000"))).Message,
        "The setting 'leaves' is 200000; LightGBM grows at most 131072 leaves.");

    [TestMethod]
    public void Run_TwoTrialsAtOnce_GiveTheResultsOfOne()
    {
        var harness = new MetricsHarness(SmallData.Create());
        var learner = LightGbm.Create(LearningTask.Multiclass, "trees", Settings.Parse("trees=20 leaf-rows=3"));
        var alone = harness.Run(learner, new TrialRequest { Seed = 1 });

        var together = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => harness.Run(learner, new TrialRequest { Seed = 1 })).ToList();

        foreach (var result in together)
            CollectionAssert.AreEqual(alone.Metrics.ToList(), result.Metrics.ToList(), result.Error);
    }

    [TestMethod]
    public void WhyNot_LibraryIsThere_IsNothing() => Assert.IsNull(LightGbmLibrary.WhyNot(() => { }));

    [TestMethod]
    public void WhyNot_LibraryDoesNotLoad_NamesTheCauseAndTheRemedy()
    {
        var message =
            "Unable to load shared library 'lib_lightgbm' or one of its dependencies.\nlibgomp.so.1: cannot open shared object file: No "
                + "such file or directory\n/a/liblib_lightgbm.so: cannot open shared object file\n";

        var why = LightGbmLibrary.WhyNot(() => throw new DllNotFoundException(message));

        Assert.AreEqual(
            "The native library of LightGBM, lib_lightgbm, does not load on this machine (libgomp.so.1: cannot open shared object file: "
                + "No such file or directory). "
            + "Its package has it for x64 processors with Windows, Linux or macOS. On Linux it needs OpenMP's library: install the "
                + "package libgomp1 (Debian, Ubuntu) or libgomp (Fedora); on macOS install libomp (brew install libomp).",
            why);
    }

    [TestMethod]
    public void Known_KindThatDoesNotLoad_SaysWhy() => StringAssert.EndsWith(
        KnownKinds.Text(
            LearnerCatalog.Own, "The native library of LightGBM does not load."), "; The native library of LightGBM does not load");
}
