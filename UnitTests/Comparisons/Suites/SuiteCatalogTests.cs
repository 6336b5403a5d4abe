using Microsoft.ML;
using MlPipelines.Comparisons.Suites;
using MlPipelines.CustomTrainers;
using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.UnitTests.Comparisons.Suites;

/// <summary>The suites' values are those of the published reports.</summary>
[TestClass]
public sealed class SuiteCatalogTests
{
    private static List<Trial> SeedOne(string name) =>
        [.. RunPlan.Create([SuiteCatalog.Find(name)]).Trials.Where(trial => trial.Seed == 1)];

    private static Experiment ExperimentOf(string name) => SuiteCatalog.Find(name).Experiments.Single();

    private static void Has(Trial trial, string settings)
    {
        foreach (var part in settings.Split(' '))
            StringAssert.Contains($" {trial.Settings} ", $" {part} ");
    }

    [TestMethod]
    public void BatchSize_Values_AreTheReports()
    {
        var trials = SeedOne("mnist-mlp/batch-size");

        Assert.HasCount(8, trials);
        var experiment = ExperimentOf("mnist-mlp/batch-size");
        Assert.AreEqual("mnist-50k", experiment.DataSets.Single());
        Assert.AreEqual((50_000, 10_000, 10_000), (experiment.TrainRows, experiment.ValidationRows, experiment.TestRows));
        Assert.IsGreaterThanOrEqualTo(10, experiment.Seeds);
        (int Batch, int Epochs, int Iterations)[] reported = [(128, 4, 1560), (1024, 10, 480), (10_000, 30, 150), (20_000, 30, 60)];
        foreach (var (index, (batch, epochs, iterations)) in reported.Index())
        {
            foreach (var trial in trials.GetRange(2 * index, 2))
            {
                Has(
                    trial, "hidden=128 activation=relu optimizer=sgd rate=0.3 momentum=0 weight-decay=0 drop-last=yes "
                        + $"scaling=standardize-jointly batch={batch} epochs={epochs}");
            }

            Assert.AreEqual(iterations, 50_000 / batch * epochs);
            Has(trials[2 * index], "validate=iteration monitor=validation");
            Has(trials[(2 * index) + 1], "validate=epoch monitor=validation+test");
        }
    }

    [TestMethod]
    public void Regularization_Values_AreTheReportsForTheSearchAndTheFinalTrainings()
    {
        var trials = SeedOne("mnist-mlp/regularization");

        Assert.HasCount(12, trials);
        foreach (var trial in trials)
        {
            var isFinal = trial.Learner.EndsWith(", 20 epochs", StringComparison.Ordinal);
            Has(trial, $"hidden=128 optimizer=sgd rate=0.3 batch=1024 drop-last=yes epochs={(isFinal ? 20 : 10)}");
        }

        (string L1, string L2)[] final = [("0", "0"), ("0.0000005", "0"), ("0", "0.000005")];
        CollectionAssert.AreEqual(
            final, trials.TakeLast(3).Select(trial => (trial.Settings["l1"], trial.Settings["l2"])).ToList());
    }

    [TestMethod]
    public void Architecture_Values_AreTheReportsAndOneLayerHasTheRateOfTwoToo()
    {
        var trials = SeedOne("mnist-mlp/architecture");

        string[] shapes = ["64", "128", "256", "512", "64-64", "512-512", "128-64", "80-512", "100-200", "512-80"];
        CollectionAssert.AreEqual(
            shapes.Select(shape => $"{shape} {(shape.Contains('-') ? "0.2" : "0.3")}").Concat(["64 0.2", "128 0.2", "512 0.2"]).ToList(),
            trials.Select(trial => $"{trial.Settings["hidden"]} {trial.Settings["rate"]}").ToList());
        foreach (var trial in trials)
            Has(trial, "optimizer=sgd momentum=0 batch=1024 epochs=20 drop-last=yes");

        string[] rates = ["0.1", "0.2", "0.3"];
        CollectionAssert.AreEquivalent(
            shapes.Skip(4).SelectMany(shape => rates.Select(rate => $"{shape} {rate}")).ToList(),
            SeedOne("mnist-mlp/architecture-rates").Select(trial => $"{trial.Settings["hidden"]} {trial.Settings["rate"]}").ToList());
    }

    [TestMethod]
    public void MoreSeeds_EveryExperiment_HasFortySeedsAndTrainsWhatItsSuiteTrains()
    {
        var suite = SuiteCatalog.Find("more-seeds");
        string[] origins =
        [
            "countries/depth-width", "mnist-mlp/architecture", "mnist-mlp/bump", "mnist-65k/choices", "gradients/resnet-depth",
            "landscape/mnist-cnn", "landscape/sensitivity",
        ];
        Assert.HasCount(origins.Length, suite.Experiments);

        foreach (var (experiment, origin) in suite.Experiments.Zip(origins))
        {
            Assert.AreEqual(40, experiment.Seeds);
            var trained = SeedOne(origin).Select(trial => (trial.Learner, trial.Settings.ToString())).ToList();
            foreach (var trial in SeedOne($"more-seeds/{experiment.Name}"))
                CollectionAssert.Contains(trained, (trial.Learner, trial.Settings.ToString()));
            CollectionAssert.IsSubsetOf(
                experiment.Claims.Select(claim => (claim.Text, claim.Source)).ToList(),
                ExperimentOf(origin).Claims.Select(claim => (claim.Text, claim.Source)).ToList());
        }
    }

    [TestMethod]
    public void Find_All_IsTheFiveSuitesOfTheReports() => CollectionAssert.AreEquivalent(
        new[] { "gradients", "countries", "mnist-mlp", "landscape", "mnist-65k" },
        SuiteSelection.Find(["all"], LearnerCatalog.Own).Select(chosen => chosen.Name).ToList());

    [TestMethod]
    public void LearningRate_Values_AreTheReports()
    {
        var trials = SeedOne("countries/learning-rate");

        var experiment = ExperimentOf("countries/learning-rate");
        Assert.AreEqual("european-countries", experiment.DataSets.Single());
        Assert.AreEqual((106_897, 13_363, 13_363), (experiment.TrainRows, experiment.ValidationRows, experiment.TestRows));
        Assert.IsGreaterThanOrEqualTo(10, experiment.Seeds);
        CollectionAssert.AreEqual(new[] { "1", "0.01", "0.001", "0.00001" }, trials.Select(trial => trial.Settings["rate"]).ToList());
        foreach (var trial in trials)
        {
            Has(
                trial, "hidden=16-16-16-16-16-16 activation=relu optimizer=adam batch=256 epochs=50 scaling=none validate=epoch "
                    + "monitor=validation+test");
        }
    }

    [TestMethod]
    public void Budget_Values_AreTheReports()
    {
        var trials = SeedOne("mnist-65k/budget");

        var experiment = ExperimentOf("mnist-65k/budget");
        Assert.AreEqual("mnist", experiment.DataSets.Single());
        Assert.AreEqual((60_000, null, 10_000), (experiment.TrainRows, experiment.ValidationRows, experiment.TestRows));
        Assert.IsGreaterThanOrEqualTo(5, experiment.Seeds);
        CollectionAssert.AreEqual(new[] { "relu", "leaky-relu" }, trials.Select(trial => trial.Settings["activation"]).ToList());
        foreach (var trial in trials)
            Has(trial, "hidden=64-64-128 optimizer=sgd momentum=0.22 rate=0.05 batch=50 epochs=30 scaling=standardize-jointly");
        int[] widths = [784, .. trials[0].Settings["hidden"].Split('-').Select(int.Parse), 10];
        Assert.AreEqual(64_010, widths.Zip(widths.Skip(1), (inputs, outputs) => (inputs + 1) * outputs).Sum());
    }

    [TestMethod]
    public void BeatIt_Networks_AreWithinTheBudgetAndChosenOnValidationRows()
    {
        var (choices, chosen) = (SeedOne("mnist-65k/beat-it-choices"), SeedOne("mnist-65k/beat-it"));

        Assert.AreEqual("mnist-50k", ExperimentOf("mnist-65k/beat-it-choices").DataSets.Single());
        Assert.AreEqual("mnist", ExperimentOf("mnist-65k/beat-it").DataSets.Single());
        Assert.AreEqual(
            (60_000, null, 10_000),
            (
                ExperimentOf("mnist-65k/beat-it").TrainRows, ExperimentOf("mnist-65k/beat-it").ValidationRows,
                ExperimentOf("mnist-65k/beat-it").TestRows));
        Assert.IsGreaterThanOrEqualTo(5, ExperimentOf("mnist-65k/beat-it").Seeds);
        CollectionAssert.AreEqual(new[] { "mlp", "convnet" }, chosen.Select(trial => trial.Kind.Name).ToList());
        foreach (var trial in choices)
            Has(trial, "monitor=validation");
        foreach (var trial in chosen)
        {
            CollectionAssert.Contains(
                choices.Select(choice => (choice.Learner, choice.Settings.Without("monitor"))).ToList(),
                (trial.Learner, trial.Settings.Without("monitor")));
        }

        foreach (var trial in choices.Concat(chosen))
            Assert.IsLessThanOrEqualTo(65_000, Parameters(trial), trial.Learner);
    }

    /// <summary>Parameters of a trial's network for images of 28 × 28 pixels and ten classes.</summary>
    private static long Parameters(Trial trial)
    {
        var learner = trial.Kind.Create(LearningTask.Multiclass, trial.Learner, trial.Settings);
        var trainer = (MulticlassNetworkTrainer)learner.CreateTrainer(new MLContext(1), new TrainingContext { Seed = 1 });
        return trainer.Options.Define(features: 784, outputs: 10).Summary().Parameters;
    }

    [TestMethod]
    public void Trees_Values_AreTheReports()
    {
        var trials = SeedOne("countries/trees");

        var experiment = ExperimentOf("countries/trees");
        Assert.AreEqual("european-countries", experiment.DataSets.Single());
        Assert.AreEqual((106_897, 13_363, 13_363), (experiment.TrainRows, experiment.ValidationRows, experiment.TestRows));
        foreach (var kind in new[] { "boosted-trees", "fast-tree", "light-gbm" }.Where(kind => LearnerKinds.WhyMissing(kind) is null))
            Has(trials.Single(trial => trial.Kind.Name == kind), "trees=100 leaves=20 rate=0.2 leaf-rows=10 bins=255");
        Assert.IsTrue(trials.Any(trial => trial.Settings.ContainsKey("hidden")), "beside networks");
    }

    [TestMethod]
    public void MlpDepth_Values_AreTheReportsAndLongerTrainings()
    {
        var experiment = ExperimentOf("gradients/mlp-depth");
        var trials = SeedOne("gradients/mlp-depth").Where(trial => trial.DataSet == "peaks").ToList();

        CollectionAssert.AreEqual(new[] { "swiss-roll", "peaks", "gmm" }, experiment.DataSets.ToList());
        Assert.IsGreaterThanOrEqualTo(10, experiment.Seeds);
        foreach (var epochs in new[] { "100", "300", "1000" })
        {
            var depths = trials.Where(trial => trial.Settings["rate"] == "0.01" && trial.Settings["epochs"] == epochs).ToList();
            CollectionAssert.AreEqual(
                new[] { 1, 2, 3, 4, 5 }, depths.Select(trial => trial.Settings["hidden"].Split('-').Length).ToList(), epochs);
            foreach (var trial in depths)
                Has(trial, "optimizer=sgd batch=256");
        }

        Has(trials.Single(trial => trial.Settings["epochs"] == "2000"), "optimizer=sgd rate=0.0001 batch=64");
    }

    [TestMethod]
    [DataRow("interpolation")]
    [DataRow("sensitivity")]
    public void Landscape_LastExperiments_TrainOnAllRows(string name)
    {
        var experiment = ExperimentOf($"landscape/{name}");

        Assert.AreEqual("mnist", experiment.DataSets.Single());
        Assert.AreEqual((60_000, null, 10_000), (experiment.TrainRows, experiment.ValidationRows, experiment.TestRows));
    }

    [TestMethod]
    public void Sensitivity_Values_AreTheReportsRateAndOneThatTrains()
    {
        var trials = SeedOne("landscape/sensitivity");

        foreach (var (rate, momentum, epochs) in new[] { ("0.001", "0", "5"), ("0.01", "0.9", "8") })
        {
            CollectionAssert.AreEqual(
                new[] { "50", "1000", "4000", "5000", "10000" },
                trials.Where(trial => trial.Settings["rate"] == rate && trial.Settings["epochs"] == epochs)
                    .Select(trial => trial.Settings["batch"]).ToList());
            foreach (var trial in trials.Where(trial => trial.Settings["rate"] == rate))
                Has(trial, $"optimizer=sgd momentum={momentum} sensitivity=500");
        }

        // as many updates with either batch
        CollectionAssert.AreEqual(
            new[] { "50 1", "500 10" },
            trials.Where(trial => trial.Learner.Contains("equal updates", StringComparison.Ordinal))
                .Select(trial => $"{trial.Settings["batch"]} {trial.Settings["epochs"]}").ToList());
    }

    [TestMethod]
    public void MnistCnn_Training_IsAmongTheChoices()
    {
        var choices = SeedOne("landscape/mnist-cnn-choices");

        Assert.HasCount(5, choices);
        var first = SeedOne("landscape/mnist-cnn")[0];
        CollectionAssert.Contains(
            choices.Select(choice => choice.Settings.Without("batch-loss").ToString()).ToList(),
            first.Settings.Without("batch-loss").ToString());
    }

    [TestMethod]
    public void Gradients_Quick_AsksForNoTestRowsOfSetsThatHaveNone()
    {
        var toys = SuiteChanges.Quick([SuiteCatalog.Find("gradients")])[0].Experiments.Where(
            experiment => experiment.DataSets.Contains("swiss-roll")).ToList();

        Assert.HasCount(4, toys);
        foreach (var experiment in toys)
            Assert.IsNull(experiment.TestRows, experiment.Name);
    }

    [TestMethod]
    public void Boosting_Values_AreTheReports()
    {
        var trials = SeedOne("transfer/boosting");

        var experiment = ExperimentOf("transfer/boosting");
        CollectionAssert.AreEqual(new[] { "cats-dogs", "spliced" }, experiment.DataSets.ToList());
        Assert.AreEqual((5_000, 400, 800), (experiment.TrainRows, experiment.TestRows, experiment.LargeTestRows));
        CollectionAssert.AreEqual(
            new[] { "boosted-trees", "fast-tree", "light-gbm" }.Where(kind => LearnerKinds.WhyMissing(kind) is null).ToList(),
            trials.Select(trial => trial.Kind.Name).Distinct().ToList());
        foreach (var trial in trials.Where(trial => trial.DataSet == "cats-dogs"))
            Has(trial, "trees=100 leaves=20 rate=0.2 leaf-rows=10 bins=255 rows=1400");
    }

    [TestMethod]
    public void Modes_Values_AreTheReports()
    {
        var experiment = ExperimentOf("transfer/modes");
        var trials = SeedOne("transfer/modes").Where(trial => trial.DataSet == "cats-dogs").ToDictionary(trial => trial.Learner);

        Assert.IsGreaterThanOrEqualTo(5, experiment.Seeds);
        Assert.AreEqual((400, 800), (experiment.TestRows, experiment.LargeTestRows));
        foreach (var (name, mode) in new[] { ("scratch", "scratch"), ("probing", "probe"), ("fine-tuning", "fine-tune") })
        {
            foreach (var rate in new[] { "0.1", "0.01", "0.001", "0.0001" })
                Has(trials[$"{name} {rate}"], $"mode={mode} rate={rate} optimizer=adam epochs=1 batch=32 size=128 rows=1400 scaling=none");
        }

        Has(trials["fine-tuning 0.00001"], "mode=fine-tune rate=0.00001 epochs=1 batch=32 size=128");
        Has(trials["probing, then fine-tuning"], "mode=probe-then-fine-tune");
        Assert.HasCount(17, trials);
        decimal[] published = [0.475m, 0.535m, 0.45m, 0.556m, 0.72m, 0.695m, 0.635m, 0.495m, 0.5m, 0.563m, 0.725m, 0.73m];
        CollectionAssert.AreEqual(published, experiment.Claims.Take(12).Select(claim => claim.Published!.Figure).ToList());
    }

    [TestMethod]
    public void Default_EveryExperiment_HasALinearModelNetworksAndTreesOverSeveralSeeds()
    {
        CollectionAssert.AreEqual(
            new[] { "digits", "countries-map", "pictures" },
            SuiteCatalog.Default.Experiments.SelectMany(experiment => experiment.DataSets).ToList());
        CollectionAssert.AreEqual(
            new[] { "image-transfer", "image-transfer", "image-transfer", "boosted-trees" },
            SuiteCatalog.Default.Experiments[2].Learners.Select(spec => spec.Kind).ToList());
        foreach (var experiment in SuiteCatalog.Default.Experiments)
        {
            if (experiment.Name != "pictures")
            {
                CollectionAssert.AreEqual(
                    new[] { "lbfgs-maximum-entropy", "mlp", "resnet", "fast-tree", "boosted-trees" },
                    experiment.Learners.Select(spec => spec.Kind).ToList());
            }

            Assert.IsGreaterThanOrEqualTo(ClaimJudge.LeastSeeds, experiment.Seeds, "fewer compare nothing");
        }
    }

    [TestMethod]
    public void All_EverySuite_CanBePlannedAndItsDataAreInTheCatalog()
    {
        foreach (var suite in SuiteCatalog.All)
        {
            Assert.IsNotEmpty(RunPlan.Create([suite]).Trials);
            Assert.IsNotEmpty(RunPlan.Create(SuiteChanges.Quick([suite])).Trials);
            var known = suite.Experiments.Where(experiment => !experiment.HasOwnData);
            foreach (var name in known.SelectMany(experiment => experiment.DataSets))
            {
                var data = DataSets.Catalog.Single(set => set.Name == name);
                Assert.IsTrue(!data.NeedsFiles || data.StandIn is not null, $"{name} has no stand-in.");
            }
        }
    }

    [TestMethod]
    [DataRow("minst-mlp", "There is no suite named 'minst-mlp'. Did you mean mnist-mlp? The command 'list' shows every name.")]
    [DataRow(
        "countries/learning-rates",
        "There is no experiment in the suite 'countries' named 'learning-rates'. Did you mean learning-rate? The command 'list' shows "
            + "every name.")]
    [DataRow(
        "batch-size",
        "There is no suite named 'batch-size'. Did you mean countries/batch-size or mnist-mlp/batch-size? The command 'list' shows every "
            + "name.")]
    [DataRow("xyzzyxyzzy", "There is no suite named 'xyzzyxyzzy'. The command 'list' shows every name.")]
    public void Find_UnknownName_NamesTheNearest(string name, string expected)
    {
        var exception = Assert.Throws<SuiteException>(() => SuiteCatalog.Find(name));

        Assert.AreEqual(expected, exception.Message);
    }

    [TestMethod]
    public void Find_SuiteSlashExperiment_IsThatExperimentAlone()
    {
        var suite = SuiteCatalog.Find("default/map");

        Assert.AreEqual("default", suite.Name);
        CollectionAssert.AreEqual(new[] { "map" }, suite.Experiments.Select(experiment => experiment.Name).ToList());
    }

    [TestMethod]
    [DataRow("depth", "1x16 2x16 6x16 10x16")]
    [DataRow("width", "6x8 6x16 6x32 6x64")]
    public void Find_PartOfDepthWidth_HasItsTrialsOfOneAxisAndTheSuiteDoesNotRunThemTwice(string name, string shapes)
    {
        var whole = SeedOne("countries/depth-width");
        var part = SeedOne($"countries/{name}");

        CollectionAssert.AreEqual(shapes.Split(' ').Select(shape => $"mlp {shape}").ToList(), part.Select(trial => trial.Learner).ToList());
        foreach (var trial in part)
        {
            CollectionAssert.Contains(
                whole.Select(other => (other.Learner, other.Settings.ToString())).ToList(), (trial.Learner, trial.Settings.ToString()));
        }

        Assert.AreEqual(ExperimentOf("countries/depth-width").Seeds, ExperimentOf($"countries/{name}").Seeds);
        CollectionAssert.IsSubsetOf(
            ExperimentOf($"countries/{name}").Claims.ToList(), ExperimentOf("countries/depth-width").Claims.ToList());
        CollectionAssert.DoesNotContain(SuiteCatalog.Find("countries").Experiments.Select(experiment => experiment.Name).ToList(), name);
        CollectionAssert.Contains(SuiteCatalog.Names.ToList(), $"countries/{name}");
    }
}
