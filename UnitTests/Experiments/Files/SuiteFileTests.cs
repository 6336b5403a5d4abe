using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.UnitTests.Comparisons.Commands;

namespace MlPipelines.UnitTests.Experiments.Files;

[TestClass]
public sealed class SuiteFileTests
{
    /// <summary>A suite with two learners, comments and a comma at the end of a list.</summary>
    internal const string Example = """
        {
          "name": "my-suite", // a comment
          "experiments": [
            {
              "name": "rates",
              "data": "countries-map",
              "trainRows": 100,
              "seeds": 2,
              "learners": [
                { "kind": "lbfgs-maximum-entropy", "name": "linear" },
                { "kind": "mlp", "name": "net", "settings": { "batch": 64, "drop-last": true } },
              ],
              "sweep": { "rate": [0.01, 1e-3], "hidden": [[64], [64, 32], []] }
            }
          ]
        }
        """;

    [TestMethod]
    public void Read_Example_GivesItsLearnersAndSweep()
    {
        using var folder = new TemporaryFolder();
        var suite = SuiteFile.Read(folder.Write("suite.json", Example));
        var plan = RunPlan.Create([suite]);

        Assert.AreEqual("my-suite", suite.Name);
        Assert.HasCount(2 * (1 + (2 * 3)), plan.Trials);
        CollectionAssert.AreEqual(
            new[]
            {
                "linear", "net rate=0.01 hidden=64", "net rate=0.01 hidden=64-32", "net rate=0.01 hidden=none",
                "net rate=1e-3 hidden=64", "net rate=1e-3 hidden=64-32", "net rate=1e-3 hidden=none",
            },
            plan.Trials.Where(trial => trial.Seed == 1).Select(trial => trial.Learner).ToList());
        Assert.AreEqual("yes", plan.Trials[1].Settings["drop-last"]);
        Assert.AreEqual("0.001", plan.Trials[4].Settings["rate"]);
    }

    [TestMethod]
    public void Read_UnknownMetric_NamesAll()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", Example.Replace("\"seeds\": 2", "\"compare\": \"precision\""));

        StringAssert.StartsWith(
            Assert.Throws<SuiteException>(() => SuiteFile.Read(path)).Message,
            $"The suite file {path}: experiments[0].compare must be a metric: accuracy, macro-accuracy, log-loss, ");
    }

    [TestMethod]
    public void Read_Rankings_AreWrittenAgain()
    {
        using var folder = new TemporaryFolder();
        const string Rankings = """
            "rankings": [ { "name": "loss", "classes": "log-loss", "numbers": "rmse", "baseline": "mlp" },
              { "name": "r", "numbers": "r2" } ]
            """;
        var text = $$"""
            { "name": "a", "experiments": [ { "name": "b", "data": "digits", "learners": [ { "kind": "mlp" } ],
              "quick": { "leaveOut": true } } ], {{Rankings}} }
            """;

        var suite = SuiteFile.Read(folder.Write("suite.json", text));
        var again = SuiteFile.Read(folder.Write("again.json", SuiteJson.Write(suite).ToJsonString()));

        CollectionAssert.AreEqual(
            new[] { new Ranking("loss", "log-loss", "rmse") { Baseline = new("mlp") }, new Ranking("r", null, "r2") },
            suite.Rankings.ToList());
        CollectionAssert.AreEqual(suite.Rankings.ToList(), again.Rankings.ToList());
        Assert.IsTrue(again.Experiments[0].Quick.LeaveOut);
    }

    [TestMethod]
    [DataRow("""{ "name": "r" }""", "rankings[0] must be a ranking with a metric in classes, numbers or both; found ")]
    [DataRow("""{ "name": "r", "classes": "rmse" }""", "rankings[0].classes must be one of accuracy, macro-accuracy, log-loss, ")]
    [DataRow("""{ "name": "r", "numbers": "accuracy" }""", "rankings[0].numbers must be one of mae, rmse, r2; found \"accuracy\".")]
    [DataRow(
        """{ "name": "r", "numbers": "rmse", "baseline": "trees" }""",
        "rankings[0].baseline must be the name of a learner in results: mlp; found \"trees\".")]
    public void Read_WrongRanking_SaysWhereAndWhat(string ranking, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "suite.json",
            $$"""
            { "name": "a", "experiments": [ { "name": "b", "data": "digits", "learners": [ { "kind": "mlp" } ] } ],
              "rankings": [ {{ranking}} ] }
            """);

        StringAssert.StartsWith(
            Assert.Throws<SuiteException>(() => SuiteFile.Read(path)).Message, $"The suite file {path}: {expected}");
    }

    [TestMethod]
    public void Read_WhatWriteWrote_IsTheSamePlan()
    {
        using var folder = new TemporaryFolder();
        foreach (var suite in SuiteCatalog.All)
        {
            var json = SuiteJson.Write(suite).ToJsonString(SuiteJson.Indented);
            var again = SuiteFile.Read(folder.Write("again.json", json));

            Assert.AreEqual(json, SuiteJson.Write(again).ToJsonString(SuiteJson.Indented));
            CollectionAssert.AreEqual(
                RunPlan.Create([suite]).Trials.Select(trial => $"{trial.Number} {trial.Learner} {trial.Settings} {trial.Seed}").ToList(),
                RunPlan.Create([again]).Trials.Select(trial => $"{trial.Number} {trial.Learner} {trial.Settings} {trial.Seed}").ToList());
        }
    }

    [TestMethod]
    [DataRow("""{ "name": "a" }""", "the file has no 'experiments'.")]
    [DataRow("""{ "name": "a", "experiments": [] }""", "experiments must be at least one experiment; found [].")]
    [DataRow("""[]""", "the file must be an object; found [].")]
    [DataRow(
        """{ "name": "a", "experiments": [ { "name": "b", "data": "mnits", "learners": [] } ] }""",
        "experiments[0].data must be a CSV file, or a data set: digits, digits-4-9, countries-map, ")]
    [DataRow(
        """{ "name": "a", "experiments": [ { "name": "b", "data": [], "learners": [] } ] }""",
        "experiments[0].data must be at least one data set; found [].")]
    [DataRow(
        """{ "name": "a", "experiments": [ { "name": "b", "data": ["digits", "mnits"], "learners": [] } ] }""",
        "experiments[0].data[1] must be a CSV file, or a data set: digits, digits-4-9, countries-map, ")]
    [DataRow(
        """{ "name": "a", "experiments": [ { "name": "b", "data": "digits", "seeds": 0, "learners": [ { "kind": "mlp" } ] } ] }""",
        "experiments[0].seeds must be a whole number from 1 to 10000; found 0.")]
    [DataRow(
        """{ "name": "A b", "experiments": [ { "name": "b", "data": "digits", "learners": [ { "kind": "mlp" } ] } ] }""",
        "name must be a name of lower-case letters, digits and hyphens; found \"A b\".")]
    [DataRow(
        """{ "name": "a", "seed": 1, "experiments": [] }""",
        "the file has an unknown property 'seed'; it may have $schema, name, title, experiments, rankings, sentences.")]
    public void Read_WrongFile_SaysWhereAndWhat(string json, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", json);

        var exception = Assert.Throws<SuiteException>(() => SuiteFile.Read(path));

        StringAssert.StartsWith(exception.Message, $"The suite file {path}: ");
        StringAssert.Contains(exception.Message, expected);
    }

    [TestMethod]
    [DataRow("mpl")]
    [DataRow("torch-mpl")]
    public void Read_UnknownKind_NamesThoseThatThereAre(string kind)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(
            "suite.json",
            $$"""{ "name": "a", "experiments": [ { "name": "b", "data": "digits", "learners": [ { "kind": "{{kind}}" } ] } ] }""");

        var exception = Assert.Throws<SuiteException>(() => SuiteFile.Read(path));

        var names = string.Join(", ", LearnerKinds.All.Select(known => known.Name));
        StringAssert.StartsWith(names, "constant, lbfgs-maximum-entropy, lbfgs-logistic-regression, linear-regression, mlp, ");
        Assert.AreEqual(
            $"The suite file {path}: experiments[0].learners[0].kind must be a kind of learner: {names}; found \"{kind}\".",
            exception.Message);
    }

    [TestMethod]
    public void Read_NotJson_NamesTheLine()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", "{\n  \"name\": oops\n}");

        var exception = Assert.Throws<SuiteException>(() => SuiteFile.Read(path));

        Assert.AreEqual($"The suite file {path} is not JSON: line 2, byte 11: 'o' is an invalid start of a value.", exception.Message);
    }

    [TestMethod]
    public void Read_PropertyTwice_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", Example.Replace("\"seeds\": 2", "\"seeds\": 2, \"seeds\": 3"));

        var exception = Assert.Throws<SuiteException>(() => SuiteFile.Read(path));

        StringAssert.StartsWith(exception.Message, $"The suite file {path} is not JSON: ");
        StringAssert.Contains(exception.Message, "'seeds'");
    }

    [TestMethod]
    [DataRow(
        """{ "raet": [0.1, 0.01] }""",
        "sweep has an axis of 'raet', which no learner of the experiment has. Did you mean rate? There are: l2, l1, ")]
    [DataRow(
        """[ [ { "rate": 0.1, "leaves": 3 } ] ]""",
        "sweep has an axis of 'rate' and 'leaves', which no learner of the experiment has. There are: l2, l1, ")]
    public void Read_SweepThatNoLearnerHas_IsRefused(string sweep, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", Example.Replace("""{ "rate": [0.01, 1e-3], "hidden": [[64], [64, 32], []] }""", sweep));

        StringAssert.StartsWith(
            Assert.Throws<SuiteException>(() => SuiteFile.Read(path)).Message, $"The suite file {path}: experiments[0].{expected}");
    }

    [TestMethod]
    public void Find_FileWithExperiment_IsThatExperimentAlone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", CommandRun.SmallSuite);

        Assert.AreEqual("map", SuiteFile.Find($"{path}/map").Experiments.Single().Name);
        Assert.AreEqual(
            $"There is no experiment in the suite file {path} named 'mop'; it has: map.",
            Assert.Throws<SuiteException>(() => SuiteFile.Find($"{path}/mop")).Message);
        Assert.IsFalse(SuiteFile.IsFile("default/map"));
    }

    [TestMethod]
    public void Read_Study_IsThatStudyAndAnUnknownOneIsRefused()
    {
        using var folder = new TemporaryFolder();
        string Text(string study) => $$"""{ "name": "mine", "experiments": [ { "name": "check", "study": "{{study}}" } ] }""";

        Assert.AreEqual(Study.GradientCheck, SuiteFile.Read(folder.Write("suite.json", Text("gradient-check"))).Experiments.Single().Study);
        StringAssert.Contains(
            Assert.Throws<SuiteException>(() => SuiteFile.Read(folder.Write("wrong.json", Text("gradients")))).Message,
            "a study: gradient-check");
    }

    [TestMethod]
    public void Read_TestRowsAndImages_AreReadAndWrittenBack()
    {
        using var folder = new TemporaryFolder();
        var text = Example.Replace("\"seeds\": 2", """
            "ensemble": "all", "testRows": 50, "largeTestRows": 200, "trainMetricRows": 20, "seeds": 2,
            "map": { "testRows": 40 },
            "choices": [ { "name": "the worst", "measure": "large-test accuracy", "lowest": true, "candidates": ["linear"] } ],
            "pictures": [ { "kind": "images", "name": "hard", "right": "linear", "wrong": "the worst", "count": 3 } ]
            """);
        var suite = SuiteFile.Read(folder.Write("suite.json", text));
        var experiment = suite.Experiments[0];

        RunPlan.Create([suite]);
        Assert.AreEqual((200, 20), (experiment.LargeTestRows, experiment.TrainMetricRows));
        Assert.AreEqual("all", experiment.Ensemble);
        Assert.AreEqual(new TestRowPlaces(40), experiment.Map!.Places);
        Assert.IsTrue(experiment.Choices[0].Lowest);
        Assert.AreEqual(new ImagesSpec("hard", new("linear"), new("the worst"), 3), experiment.Pictures[0]);
        var json = SuiteJson.Write(suite).ToJsonString(SuiteJson.Indented);
        Assert.AreEqual(json, SuiteJson.Write(SuiteFile.Read(folder.Write("again.json", json))).ToJsonString(SuiteJson.Indented));
        StringAssert.Contains(
            Assert.Throws<SuiteException>(() => RunPlan.Create([suite with { Experiments = [experiment with { Map = null }] }])).Message,
            "the picture 'hard' shows test images and what learners say of them: the map of predictions must be of testRows.");
    }

    [TestMethod]
    public void Read_MissingFile_SaysSo()
    {
        var exception = Assert.Throws<SuiteException>(() => SuiteFile.Read("/nowhere/suite.json"));

        StringAssert.StartsWith(exception.Message, "The suite file /nowhere/suite.json cannot be read: ");
    }

    [TestMethod]
    public void Write_Suite_IsReadableJson()
    {
        var json = (JsonObject)SuiteJson.Write(SuiteCatalog.Find("countries"));

        Assert.AreEqual("european-countries", (string?)json["experiments"]![0]!["data"]);
        Assert.AreEqual("peaks", (string?)SuiteJson.Write(SuiteCatalog.Find("gradients/softmax-grid"))["experiments"]![0]!["data"]![1]);
        Assert.AreEqual("0.01", (string?)json["experiments"]![0]!["sweep"]![0]![1]!["settings"]!["rate"]);
    }
}
