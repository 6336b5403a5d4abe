using System.Text.Json.Nodes;
using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.UnitTests.Experiments.Files;

/// <summary>Claims, sentences, maps and pictures in suite files.</summary>
[TestClass]
public sealed class SuiteFileClaimsTests
{
    [TestMethod]
    public void Read_ClaimsAndPictures_AreReadAndWrittenBack()
    {
        using var folder = new TemporaryFolder();
        var suite = SuiteFile.Read(folder.Write("suite.json", SuiteFileTests.Example.Replace("\"seeds\": 2,", """
            "seeds": 2,
            "claims": [
              { "kind": "higher", "text": "a", "learner": "the best", "than": "linear", "measure": "test accuracy" },
              { "kind": "lower", "text": "b", "learner": "net rate=0.01 hidden=64", "than": "linear", "measure": { "kind": "lowest-epoch",
                "split": "validation", "metric": "loss" } },
              { "kind": "alike", "text": "c", "learner": "net rate=0.01 hidden=64", "than": "linear", "measure": { "kind": "logarithm",
                "of": "fit-seconds" }, "margin": 0.1 },
              { "kind": "within", "text": "d", "learner": "linear", "measure": { "kind": "gap", "split": "test", "metric": "accuracy" },
                "high": 0.05 },
              { "kind": "within", "text": "e", "learner": "net rate=0.01 hidden=64", "measure": { "kind": "epochs-until", "split": "train",
                "metric": "loss", "share": 0.1, "most": 9 }, "low": 1, "high": 3 },
              { "kind": "published", "text": "f", "learner": "linear", "measure": "test accuracy", "figure": 0.9750, "bestOf": 3,
                "within": 0.02, "source": "002:12" },
              { "kind": "higher", "text": "g", "learner": "linear", "than": "the best", "measure": "test accuracy", "margin": 0.002,
                "notTestable": "the rate was chosen by it", "notTestableOn": { "data": "peaks", "why": "chance" } },
              { "kind": "lower", "text": "h", "learner": "linear", "than": "the best", "measure": { "kind": "epochs-to-reach",
                "split": "validation", "metric": "loss", "value": 0.2, "most": 20 } },
              { "kind": "lower", "text": "i", "learner": "linear", "than": "the best", "measure": { "kind": "gap-growth",
                "split": "validation", "metric": "loss" } }
            ],
            "choices": [ { "name": "the best", "measure": "validation log-loss", "candidates": ["net rate=0.01 hidden=64",
              "net rate=0.01 hidden=64-32"] } ],
            "map": { "grid": { "left": 0, "right": 1, "bottom": -1, "top": 1.5, "columns": 4, "rows": 3 }, "learners": ["linear"] },
            "pictures": [
              { "kind": "bars", "name": "bars", "measure": "test accuracy", "learners": ["linear", "the best"], "eachSeed": true },
              { "kind": "curves", "name": "curves", "metric": "loss", "splits": ["train", "validation"], "logarithmic": true },
              { "kind": "history", "name": "history", "label": "loss", "metrics": [ { "metric": "batch-loss", "word": "" } ] },
              { "kind": "against-setting", "name": "setting", "measure": "fit-seconds", "settings": ["rate"] },
              { "kind": "against-learners", "name": "learners", "measure": "parameters", "axis": "layers", "learners": [ { "x": 1,
                "learner": "linear" }, { "x": 2, "learner": "net rate=0.01 hidden=64-32" } ] },
              { "kind": "grid", "name": "grid", "measure": "test accuracy", "rows": "rate", "columns": "hidden" },
              { "kind": "scatter", "name": "scatter", "x": "parameters", "y": { "kind": "gap", "split": "test", "metric": "accuracy" },
                "logarithmicY": true },
              { "kind": "decision-map", "name": "map", "learner": "linear", "xLabel": "x", "yLabel": "y" }
            ],
            """)));
        var experiment = suite.Experiments[0];

        Assert.HasCount(14, RunPlan.Create([suite]).Trials);
        CollectionAssert.AreEqual(
            new[] { (0, double.PositiveInfinity), (double.NegativeInfinity, 0), (-0.1, 0.1), (double.NegativeInfinity, 0.05), (1, 3) },
            experiment.Claims.Take(5).Select(claim => (claim.Low, claim.High)).ToList());
        Assert.AreEqual("logarithm of fit time", experiment.Claims[2].Measure.Name);
        Assert.AreEqual(("002:12", new PublishedFigure(0.9750m, 3, 0.02)), (experiment.Claims[5].Source, experiment.Claims[5].Published!));
        Assert.AreEqual(0.00005, experiment.Claims[5].Published!.Rounding, 1e-12, "0.9750 has four digits");
        Assert.AreEqual(new DataSetReason("peaks", "chance"), experiment.Claims[6].NotTestableOn);
        Assert.AreEqual((0.002, "the rate was chosen by it"), (experiment.Claims[6].Margin, experiment.Claims[6].NotTestable));
        Assert.AreEqual(new PredictionGrid(0, 1, -1, 1.5, 4, 3), experiment.Map!.Places);
        Assert.HasCount(8, experiment.Pictures);
        var json = SuiteJson.Write(suite).ToJsonString(SuiteJson.Indented);
        Assert.AreEqual(json, SuiteJson.Write(SuiteFile.Read(folder.Write("again.json", json))).ToJsonString(SuiteJson.Indented));
        Assert.HasCount(9, JsonNode.Parse(json)!["experiments"]![0]!["claims"]!.AsArray());
        Assert.HasCount(8, JsonNode.Parse(json)!["experiments"]![0]!["pictures"]!.AsArray());
    }

    [TestMethod]
    public void Read_SentencesAndSourceOfAStudy_AreReadAndWrittenBack()
    {
        using var folder = new TemporaryFolder();
        var suite = SuiteFile.Read(folder.Write("suite.json", """
            {
              "name": "a",
              "experiments": [ { "name": "check", "study": "gradient-check", "source": "000:78" } ],
              "sentences": [
                { "source": "000:78", "text": "the gradients are right" },
                { "source": "000:54", "text": "it is stuck in a local minimum", "notTestable": "a slow descent looks the same" }
              ]
            }
            """));

        Assert.AreEqual("000:78", suite.Experiments[0].StudySource);
        CollectionAssert.AreEqual(
            new[]
            {
                new Sentence("000:78", "the gradients are right"),
                new Sentence("000:54", "it is stuck in a local minimum", "a slow descent looks the same"),
            },
            suite.Sentences.ToArray());
        var json = SuiteJson.Write(suite).ToJsonString(SuiteJson.Indented);
        Assert.AreEqual(json, SuiteJson.Write(SuiteFile.Read(folder.Write("again.json", json))).ToJsonString(SuiteJson.Indented));
    }

    [TestMethod]
    [DataRow(
        "\"claims\": [ { \"kind\": \"better\" } ]",
        "claims[0].kind must be one of higher, lower, alike, within, published; found \"better\".")]
    [DataRow(
        "\"claims\": [ { \"kind\": \"higher\", \"text\": \"a\", \"learner\": \"linear\", \"measure\": \"test accuracy\" } ]",
        "claims[0] has no 'than'.")]
    [DataRow(
        "\"claims\": [ { \"kind\": \"within\", \"text\": \"a\", \"learner\": \"linear\", \"measure\": \"test accuracy\" } ]",
        "claims[0] must be a range of which low, high or both are given, with low below high; found ")]
    [DataRow(
        "\"claims\": [ { \"kind\": \"within\", \"text\": \"a\", \"learner\": \"linear\", \"measure\": \"test acuracy\", \"low\": 1 } ]",
        "claims[0].measure must be a split and a metric such as \"test accuracy\", one of fit-seconds, ")]
    [DataRow(
        "\"claims\": [ { \"kind\": \"higher\", \"text\": \"a\", \"learner\": \"linear\", \"than\": \"b\", \"measure\": \"test accuracy\", "
        + "\"margin\": 0 } ]",
        "claims[0].margin must be a number above 0, the largest difference that does not matter; found 0.")]
    [DataRow(
        "\"claims\": [ { \"kind\": \"published\", \"text\": \"a\", \"learner\": \"linear\", \"measure\": \"test accuracy\", "
        + "\"figure\": \"x\" } ]",
        "claims[0].figure must be a number, with the digits that it was published with; found \"x\".")]
    [DataRow("\"pictures\": [ { \"kind\": \"pie\", \"name\": \"a\" } ]", "pictures[0].kind must be one of bars, curves, history, ")]
    [DataRow(
        "\"pictures\": [ { \"kind\": \"curves\", \"name\": \"a\", \"metric\": \"loss\", \"splits\": [\"dev\"] } ]",
        "pictures[0].splits[0] must be one of train, validation, test, large-test; found \"dev\".")]
    [DataRow(
        "\"pictures\": [ { \"kind\": \"bars\", \"name\": \"a\", \"measure\": \"parameters\", \"axis\": \"x\" } ]",
        "pictures[0] has an unknown property 'axis'; it may have kind, name, measure, learners, eachSeed.")]
    [DataRow("\"map\": { \"seeds\": 1 }", "map must be an object with either a grid, a line or a number of testRows; found ")]
    public void Read_WrongClaimOrPicture_SaysWhere(string property, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", SuiteFileTests.Example.Replace("\"seeds\": 2", property));

        StringAssert.StartsWith(
            Assert.Throws<SuiteException>(() => SuiteFile.Read(path)).Message, $"The suite file {path}: experiments[0].{expected}");
    }
}
