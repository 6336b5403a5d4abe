using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines;

namespace MlPipelines.UnitTests.Comparisons.Commands;

[TestClass]
public sealed class TrainAndExplainTests
{
    private static (int Code, string Output, string Error) Invoke(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        return (CommandLine.Invoke(arguments, new ConsoleStreams { Output = output, Error = error }), output.ToString(), error.ToString());
    }

    /// <summary>A price that the size decides, and the colour a little; the number of the day has no part in it.</summary>
    private static string Houses(TemporaryFolder folder, string name = "houses.csv", int rows = 600, int seed = 1)
    {
        var random = new Random(seed);
        return folder.Write(name, "size,colour,day,price\n" + string.Concat(Enumerable.Range(0, rows).Select(_ =>
        {
            var (size, isRed, day) = (50 + (100 * random.NextDouble()), random.Next(2) == 1, random.Next(31));
            var price = (10 * size) + (isRed ? 100 : 0) + (20 * random.NextDouble());
            return FormattableString.Invariant($"{size:0.00},{(isRed ? "red" : "grey")},{day},{price:0.0}\n");
        })));
    }

    [TestMethod]
    public void Train_Table_SavesAPipelineThatPredicts()
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = Invoke(
            "train", Houses(folder), "--learner", "boosted-trees", "--set", "trees=200", "--out", folder["houses.zip"]);

        Assert.AreEqual(ExitCode.Success, code, error);
        StringAssert.Contains(output, $"Model: {folder["houses.zip"]}");
        StringAssert.Contains(error, "600 rows, 3 columns of features. price is a number");
        using var predictor = TrainedPipeline.Load(folder["houses.zip"]).CreateRecordPredictor();
        var value = predictor.PredictJson("""{"size":"100","colour":"red","day":"3"}""").Value!.Value;
        Assert.AreEqual(1110, value, 60);
    }

    [TestMethod]
    public void Train_Json_IsOneLineAndNothingElse()
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = Invoke("train", Houses(folder), "--learner", "linear", "--out", folder["m.zip"], "--json");

        Assert.AreEqual(ExitCode.Success, code, error);
        var json = JsonNode.Parse(output)!;
        Assert.AreEqual(folder["m.zip"], (string?)json["model"]);
        Assert.AreEqual(540, (int)json["trainRows"]!);
        Assert.IsTrue((double)json["validation"]!["r2"]! > 0.9, output);
    }

    [TestMethod]
    [DataRow("--learner forest", "--learner forest: there is no such kind of learner")]
    [DataRow("--learner mlp --set depth=3", "--set depth=3: The learner kind 'mlp' has no setting 'depth'")]
    [DataRow("--learner mlp --set rate=0.1,0.2", "one value")]
    [DataRow("--label cost", "cost")]
    public void Train_WhatMakesNoSense_SaysWhichOption(string options, string expected)
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Invoke(["train", Houses(folder), "--out", folder["m.zip"], .. options.Split(' ')]);

        Assert.AreNotEqual(ExitCode.Success, code);
        StringAssert.Contains(error, expected);
        Assert.IsFalse(File.Exists(folder["m.zip"]));
    }

    [TestMethod]
    public void Explain_ModelAndRows_RankColumnsAndShowTheDependence()
    {
        using var folder = new TemporaryFolder();
        Invoke("train", Houses(folder), "--learner", "boosted-trees", "--out", folder["m.zip"]);
        var others = Houses(folder, "others.csv", 200, seed: 2);

        var (code, output, error) = Invoke(
            "explain", "--model", folder["m.zip"], "--data", others, "--out", folder["why"], "--json");

        Assert.AreEqual(ExitCode.Success, code, error);
        var json = JsonNode.Parse(output)!;
        var importance = json["importance"]!.AsArray();
        CollectionAssert.AreEqual(new[] { "size", "colour", "day" }, importance.Select(one => (string)one!["column"]!).ToArray());
        // Two independent values of size differ by 2 · variance of 10 · size = 2 · 1000² / 12 on average.
        Assert.AreEqual(2.0 * 1000 * 1000 / 12, (double)importance[0]!["increase"]!, 30_000);
        Assert.IsTrue((double)importance[0]!["low"]! > (double)importance[1]!["high"]!, output);
        var colour = json["dependence"]!.AsArray().Single(one => (string)one!["column"]! == "colour")!["points"]!.AsArray()
            .ToDictionary(point => (string)point!["value"]!, point => (double)point!["means"]!["prediction"]!);
        Assert.AreEqual(100, colour["red"] - colour["grey"], 15);
        foreach (var file in new[] { "importance.csv", "importance.svg", "partial-dependence.csv", "dependence-1.svg" })
            Assert.IsTrue(File.Exists(Path.Combine(folder["why"], file)), file);
    }

    [TestMethod]
    public void Explain_LabelThatCannotBeKnown_AsksForIt()
    {
        using var folder = new TemporaryFolder();
        Invoke("train", Houses(folder), "--ignore", "day", "--out", folder["m.zip"]);

        var (code, _, error) = Invoke("explain", "--model", folder["m.zip"], "--data", folder["houses.csv"], "--out", folder["why"]);

        Assert.AreEqual(ExitCode.Usage, code);
        StringAssert.Contains(error, "--label is needed");
        StringAssert.Contains(error, "day, price");
        Assert.IsFalse(Directory.Exists(folder["why"]));
    }

    [TestMethod]
    public void Compare_Json_IsOneLineAndNothingElse()
    {
        using var folder = new TemporaryFolder();

        var (code, output, error) = Invoke(
            "compare", Houses(folder, rows: 200), "--learners", "constant", "--learners", "linear", "--learners", "boosted-trees",
            "--tries", "1", "--out", folder["run"], "--json");

        Assert.AreEqual(ExitCode.Success, code, error);
        var json = JsonNode.Parse(output)!;
        Assert.AreEqual("test rmse", (string?)json["measure"]);
        Assert.AreEqual("linear", (string?)json["chosen"]!["learner"]);
        Assert.AreEqual(1, (int)json["chosen"]!["tried"]!);
        Assert.AreEqual("constant", (string?)json["baseline"]!["learner"]);
        Assert.AreEqual("Worse", (string?)json["rivals"]![0]!["standing"]);
        Assert.IsTrue((double)json["rivals"]![0]!["difference"]! > 0);
        Assert.IsTrue(File.Exists((string?)json["model"]));
        StringAssert.Contains(error, "Answer: linear predicts price best");
    }
}
