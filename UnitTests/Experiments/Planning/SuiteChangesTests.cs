using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.UnitTests.Pipelines.Learners;

namespace MlPipelines.UnitTests.Experiments.Planning;

[TestClass]
public sealed class SuiteChangesTests
{
    private static readonly Suite Example = new("s", "", [new Experiment
    {
        Name = "e",
        Question = "",
        DataSets = ["countries-map"],
        TrainRows = 50_000,
        Learners =
        [
            new("lbfgs-maximum-entropy", "linear", Settings.Empty),
            new("mlp", "net", Settings.Parse("epochs=50")),
        ],
        Sweep = [new([new(Settings.Parse("batch=16 epochs=20")), new(Settings.Parse("batch=32 epochs=5"))])],
        Seeds = 5,
    }]);

    private static List<string> Learners(IReadOnlyList<Suite> suites) =>
        [.. RunPlan.Create(suites).Trials.Where(trial => trial.Seed == 1).Select(trial => trial.Learner)];

    [TestMethod]
    public void Quick_LargeTestRows_AreNoMoreThanOtherRows()
    {
        var large = Example with { Experiments = [Example.Experiments[0] with { TestRows = 5_000, LargeTestRows = 60_000 }] };

        var quick = SuiteChanges.Quick([large])[0].Experiments[0];

        Assert.AreEqual((2_000, 2_000), (quick.TestRows, quick.LargeTestRows));
        Assert.IsNull(SuiteChanges.Quick([Example])[0].Experiments[0].LargeTestRows);
    }

    [TestMethod]
    public void WithImages_DataSetsOfPictures_AreReplacedAndOthersStay()
    {
        var photos = Example.Experiments[0] with
        {
            Name = "photos",
            DataSets = ["cats-dogs", "spliced"],
            Learners = [new("mlp", "net", Settings.Parse("image=3x32x32 shift=2"))],
        };
        var images = new ImageSource("/pets", 64);

        var changed = SuiteChanges.WithImages([Example with { Experiments = [Example.Experiments[0], photos] }], images)[0].Experiments;

        Assert.AreSame(Example.Experiments[0], changed[0]);
        CollectionAssert.AreEqual(new[] { "/pets" }, changed[1].DataSets.ToList());
        Assert.AreEqual(images with { Task = LearningTask.Binary }, changed[1].Images);
        Assert.AreEqual("3x64x64", changed[1].Learners[0].Settings["image"]);
        Assert.AreEqual("s/photos runs on the pictures in /pets, not on cats-dogs and spliced.", changed[1].LeftOut.Single());
        StringAssert.StartsWith(
            Assert.Throws<SuiteException>(() => SuiteChanges.WithImages([Example], images)).Message,
            "no experiment here has pictures as data; such data sets are ");
    }

    [TestMethod]
    public void WithBeside_KindThatIsNotThere_Throws()
    {
        var exception = Assert.Throws<SuiteException>(() => SuiteChanges.WithBeside([Example], "torch"));

        StringAssert.StartsWith(exception.Message, "there is no kind of learner 'torch'; there are: constant, lbfgs-maximum-entropy, ");
    }

    [TestMethod]
    public void WithBeside_KindThatIsNoCounterpart_Throws()
    {
        var exception = Assert.Throws<SuiteException>(() => SuiteChanges.WithBeside([Example], "mlp"));

        StringAssert.StartsWith(exception.Message, "'mlp' is the counterpart of no other kind; expected one of: none in this program.");
    }

    [TestMethod]
    public void WithBeside_KindOfAnotherProgram_KnowsItsName()
    {
        var exception = Assert.Throws<SuiteException>(() => SuiteChanges.WithBeside([Example], "torch-mlp"));

        StringAssert.StartsWith(exception.Message, "there is no kind of learner 'torch-mlp'; there are: constant, lbfgs-maximum-entropy, ");
        Assert.AreEqual("torch-mlp", ((UnknownKindException)exception).Kind);
    }

    [TestMethod]
    public void WithBeside_KindThatAProgramAdds_IsBehindItsCounterpart()
    {
        var suites = SuiteChanges.WithBeside([Example], "far-mlp", UnloadableEngine.Catalog);

        CollectionAssert.AreEqual(
            new[] { "linear", "net batch=16 epochs=20", "net batch=32 epochs=5", "far-mlp net batch=16 epochs=20",
                "far-mlp net batch=32 epochs=5" },
            RunPlan.Create(suites, UnloadableEngine.Catalog).Trials.Where(trial => trial.Seed == 1).Select(trial => trial.Learner)
                .ToList());
    }

    [TestMethod]
    public void WithSetting_OneValue_FixesItForLearnersThatHaveIt()
    {
        var suites = SuiteChanges.WithSetting([Example], "rate", ["1e-2"]);

        CollectionAssert.AreEqual(new[] { "linear", "net batch=16 epochs=20", "net batch=32 epochs=5" }, Learners(suites));
        Assert.AreEqual("0.01", RunPlan.Create(suites).Trials[1].Settings["rate"]);
    }

    [TestMethod]
    public void WithSetting_SeveralValues_AddsAnAxis() => CollectionAssert.AreEqual(
        new[]
        {
            "linear", "net batch=16 epochs=20 rate=0.1", "net batch=16 epochs=20 rate=0.01", "net batch=32 epochs=5 rate=0.1",
                "net batch=32 epochs=5 rate=0.01",
        },
        Learners(SuiteChanges.WithSetting([Example], "rate", ["0.1", "0.01"])));

    [TestMethod]
    public void WithSetting_SettingOfTheSweep_ReplacesItThere()
    {
        CollectionAssert.AreEqual(
            new[] { "linear", "net batch=16", "net batch=32" },
            Learners(SuiteChanges.WithSetting([Example], "epochs", ["7"])));
        CollectionAssert.AreEqual(
            new[] { "linear", "net epochs=20", "net epochs=5" },
            Learners(SuiteChanges.WithSetting([Example], "batch", ["8"])));
        CollectionAssert.AreEqual(
            new[] { "linear", "net" },
            Learners(SuiteChanges.WithSetting(SuiteChanges.WithSetting([Example], "batch", ["8"]), "epochs", ["3"])));
    }

    [TestMethod]
    public void WithSetting_UnknownName_NamesTheNearest()
    {
        var exception = Assert.Throws<SuiteException>(() => SuiteChanges.WithSetting([Example], "epoch", ["3"]));

        StringAssert.StartsWith(exception.Message, "no learner here has the setting 'epoch'. Did you mean epochs? There are: ");
    }

    [TestMethod]
    public void WithSetting_WrongValue_SaysWhatIsExpected()
    {
        var exception = Assert.Throws<SuiteException>(() => SuiteChanges.WithSetting([Example], "epochs", ["3", "-1"]));

        Assert.AreEqual("The setting 'epochs' cannot be '-1'; expected a whole number of at least 0, or auto.", exception.Message);
    }

    [TestMethod]
    public void Quick_Suite_HasFewerSeedsEpochsAndRows()
    {
        var suites = SuiteChanges.Quick([Example]);
        var trials = RunPlan.Create(suites).Trials;

        Assert.AreEqual(2, trials.Max(trial => trial.Seed));
        Assert.AreEqual(10_000, suites[0].Experiments[0].TrainRows);
        Assert.AreEqual("2", trials[1].Settings["epochs"]);
        Assert.AreEqual("1", trials[2].Settings["epochs"]);
    }

    [TestMethod]
    public void Quick_SettingsToTry_HaveFewerEpochsToo()
    {
        var trying = Example with
        {
            Experiments = [Example.Experiments[0] with
            {
                Learners = [new("mlp", "net", Settings.Parse("epochs=50 try=epochs:200;rate:0.1/rate:0.2"))],
                Sweep = [],
            }],
        };

        var settings = SuiteChanges.Quick([trying])[0].Experiments[0].Learners[0].Settings;

        Assert.AreEqual("epochs=5 try=epochs:20;rate:0.1/rate:0.2", settings.ToString());
    }

    [TestMethod]
    public void Quick_SmallExperiment_GrowsNothing()
    {
        var small = Example with { Experiments = [Example.Experiments[0] with { Seeds = 1, TrainRows = 40 }] };

        var experiment = SuiteChanges.Quick([small])[0].Experiments[0];

        Assert.AreEqual(1, experiment.Seeds);
        Assert.AreEqual(40, experiment.TrainRows);
    }

    [TestMethod]
    public void WithSeeds_Number_IsThatOfEveryExperiment() =>
        Assert.HasCount(3 * 7, RunPlan.Create(SuiteChanges.WithSeeds([Example], 7)).Trials);
}
