using MlPipelines.Experiments.Files;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.UnitTests.Experiments.Planning;

/// <summary>Suites that ask for more than any machine has.</summary>
[TestClass]
public sealed class SuiteBoundsTests
{
    private static string Text(string properties, string settings = "") => $$"""
        { "name": "s", "experiments": [ { "name": "e", "data": "cubic", "trainRows": 100, "validationRows": 20, "testRows": 20, "seeds": 1,
          "learners": [ { "kind": "mlp", "settings": { {{settings}} } } ] {{properties}} } ] }
        """;

    private static string Refusal(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", text);
        var message = Assert.Throws<SuiteException>(() => RunPlan.Create([SuiteFile.Read(path)])).Message;
        return message.Replace($"The suite file {path}: experiments[0].", "", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("\"seeds\": 1", "\"seeds\": 100000000", "seeds must be a whole number from 1 to 10000; found 100000000.")]
    [DataRow("\"seeds\": 1", "\"seeds\": 1e99", "seeds must be a whole number from 1 to 10000; found 1e99.")]
    [DataRow("\"trainRows\": 100", "\"trainRows\": 2000000000", "trainRows must be a whole number from 1 to 100000000; found 2000000000.")]
    [DataRow("\"testRows\": 20", "\"testRows\": 300000000", "testRows must be a whole number from 1 to 100000000; found 300000000.")]
    [DataRow(
        "\"cubic\"", "{ \"csv\": \"a.csv\", \"maxCategories\": 60000 }",
        "data.maxCategories must be a whole number from 1 to 10000; found 60000.")]
    [DataRow(
        "\"cubic\"", "{ \"csv\": \"a.csv\", \"folds\": 2000000 }", "data.folds must be a whole number from 1 to 1000; found 2000000.")]
    [DataRow("\"cubic\"", "{ \"images\": \"a\", \"size\": 20000 }", "data.size must be a whole number from 1 to 4096; found 20000.")]
    public void Read_NumberAboveItsBound_IsRefusedWithThePlace(string before, string after, string expected) =>
        Assert.AreEqual(expected, Refusal(Text("").Replace(before, after, StringComparison.Ordinal)));

    [TestMethod]
    [DataRow("\"batch\": 2147483647", "settings.batch must be a whole number from 1 to 1000000; found 2147483647.")]
    [DataRow("\"batch\": 99999999999999999999", "settings.batch must be a whole number from 1 to 1000000; found 99999999999999999999.")]
    [DataRow("\"epochs\": 0", "settings.epochs must be a whole number from 1 to 1000000; found 0.")]
    [DataRow(
        "\"hidden\": [2000000000]",
        "settings.hidden must be at most 1000 layers, each with at most 65536 units; found [2000000000].")]
    [DataRow(
        "\"hidden\": \"100000-100000\"",
        "settings.hidden must be at most 1000 layers, each with at most 65536 units; found \"100000-100000\".")]
    [DataRow(
        "\"hidden\": [20000, 20000]",
        "settings.hidden must be layers with at most 200000000 weights between them; found [20000, 20000].")]
    [DataRow("\"image\": \"3x20000x20000\"", "settings.image must be an image of at most 100000000 values; found \"3x20000x20000\".")]
    public void Read_SettingAboveItsBound_IsRefusedWithThePlace(string setting, string expected) =>
        Assert.AreEqual($"learners[0].{expected}", Refusal(Text("", setting)));

    [TestMethod]
    public void Read_MapWithTooManyPlaces_IsRefusedWithThePlace() => Assert.StartsWith(
        "map.grid must be a grid whose columns times rows are at most 1000000; found { \"left\": 0",
        Refusal(
            Text(
                ", \"map\": { \"grid\": { \"left\": 0, \"right\": 1, \"bottom\": 0, \"top\": 1, \"columns\": 20000, \"rows\": 20000 } }")));

    [TestMethod]
    public void Read_SweepOfTooManyValues_IsRefusedBeforeItIsCrossed()
    {
        var values = string.Join(", ", Enumerable.Range(1, 200).Select(value => $"0.{value:000}"));
        var axes = string.Join(", ", new[] { "rate", "l1", "l2", "dropout", "weight-decay" }.Select(name => $"\"{name}\": [{values}]"));

        StringAssert.StartsWith(
            Refusal(Text($", \"sweep\": {{ {axes} }}")),
            "sweep makes more than 10000 learners of one, which is the most that is possible.");
        StringAssert.StartsWith(Refusal(Text(", \"sweep\": { \"rate\": [] }")), "sweep must be axes with at least one value each; found ");
    }

    [TestMethod]
    public void Create_NumbersAboveTheirBounds_AreRefusedToo()
    {
        Experiment Of(Settings settings) => new()
        {
            Name = "e",
            Question = "",
            DataSets = ["cubic"],
            Learners = [new("resnet", "net", settings)],
            Seeds = 10_000,
        };
        string Error(Experiment experiment) =>
            Assert.Throws<SuiteException>(() => RunPlan.Create([new Suite("s", "", [experiment])])).Message;

        Assert.AreEqual("In the experiment 'e', seeds is 100000; at most 10000 are possible.", Error(Of(new()) with { Seeds = 100_000 }));
        Assert.AreEqual(
            "In the experiment 'e', learner 'net': Its layers have 8000000000 weights between them; at most 200000000 are possible. Take "
                + "fewer or narrower layers.", Error(Of(Settings.Parse("width=20000 blocks=10"))));
        StringAssert.StartsWith(
            Error(Of(new()) with { Sweep = [SweepAxis.Of("width", Enumerable.Range(1, 20).Select(width => $"{width}"))] }),
            "With the experiment 'e' the run has 200000 trials (20 learners, 10000 seeds, 1 data sets); at most 100000 are possible.");
    }

    [TestMethod]
    public void RequireFits_WideLayerOnManyFeatures_IsRefused()
    {
        SuiteBounds.RequireFits(Settings.Parse("hidden=128-64"), 784);
        SuiteBounds.RequireFits(Settings.Parse("filters=16 hidden=60000"), 20_000);

        StringAssert.StartsWith(
            Assert.Throws<SuiteException>(() => SuiteBounds.RequireFits(Settings.Parse("hidden=20000"), 20_000)).Message,
            "The first layer has 20000 units for 20000 features, which are 400000000 weights; at most 200000000 are possible.");
    }
}
