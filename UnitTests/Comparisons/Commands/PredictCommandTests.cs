using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Endurance;
using MlPipelines.Pipelines;
using MlPipelines.UnitTests.CustomTrainers;
using MlPipelines.UnitTests.Pipelines.Saving;

namespace MlPipelines.UnitTests.Comparisons.Commands;

[TestClass]
public sealed class PredictCommandTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Predict_MulticlassInAnotherProcess_GivesTheSameBits()
    {
        var pipeline = Pets.Animals(_ml);
        var data = Blobs.Named(_ml, count: 50, seed: 6);
        var transformed = pipeline.Transform(data);
        var labels = transformed.GetColumn<string>("PredictedLabel").ToArray();
        var scores = transformed.GetColumn<float[]>("Score").ToArray();
        var answers = PredictInAnotherProcess(pipeline, data.GetColumn<float[]>("Features"));

        for (var i = 0; i < answers.Count; i++)
        {
            Assert.AreEqual(labels[i], (string?)answers[i]["label"]);
            CollectionAssert.AreEqual(
                scores[i].OrderDescending().ToArray(), answers[i]["scores"]!.AsArray().Select(score => (float)score!["score"]!).ToArray());
        }
    }

    [TestMethod]
    public void Predict_BinaryInAnotherProcess_GivesTheSameBits()
    {
        var pipeline = Pets.Sides(_ml);
        var data = Curves.Load(_ml, count: 50, seed: 6);
        var transformed = pipeline.Transform(data);
        var labels = transformed.GetColumn<bool>("PredictedLabel").ToArray();
        var probabilities = transformed.GetColumn<float>("Probability").ToArray();
        var answers = PredictInAnotherProcess(pipeline, data.GetColumn<float[]>("Features"));

        for (var i = 0; i < answers.Count; i++)
        {
            Assert.AreEqual(labels[i] ? "true" : "false", (string?)answers[i]["label"]);
            Assert.AreEqual(
                probabilities[i], (float)answers[i]["scores"]!.AsArray().Single(score => (string?)score!["label"] == "true")!["score"]!);
        }
    }

    [TestMethod]
    public void Predict_RegressionInAnotherProcess_GivesTheSameBits()
    {
        var pipeline = Pets.Numbers(_ml);
        var data = Curves.Load(_ml, count: 50, seed: 6);
        var expected = pipeline.Transform(data).GetColumn<float>("Score").ToArray();
        var answers = PredictInAnotherProcess(pipeline, data.GetColumn<float[]>("Features"));

        CollectionAssert.AreEqual(expected, answers.Select(answer => (float)answer["value"]!).ToArray());
    }

    [TestMethod]
    public void Predict_StandardInput_AnswersEachLine()
    {
        using var folder = new TemporaryFolder();
        Pets.Numbers(_ml).Save(folder["model.zip"]);

        var (code, output, error) = Invoke("{\"Features\":[1,2]}\n\n{\"Features\":[0,1]}\n", "predict", "--model", folder["model.zip"]);

        Assert.AreEqual(ExitCode.Success, code, error);
        Assert.HasCount(2, output.TrimEnd().Split('\n'));
    }

    /// <summary>Some programs write a byte order mark before a text; where two such files are joined, there is one inside.</summary>
    [TestMethod]
    public void Predict_ByteOrderMarks_BelongToNoRow()
    {
        using var folder = new TemporaryFolder();
        Pets.Numbers(_ml).Save(folder["model.zip"]);
        const string Lines = "\uFEFF{\"Features\":[1,2]}\n\uFEFF{\"Features\":[0,1]}\n\uFEFF\n";

        var input = Invoke(Lines, "predict", "--model", folder["model.zip"]);
        var file = Invoke("", "predict", "--model", folder["model.zip"], folder.Write("rows.jsonl", Lines));

        Assert.AreEqual(ExitCode.Success, input.Code, input.Error);
        Assert.HasCount(2, input.Output.TrimEnd().Split('\n'));
        Assert.AreEqual((ExitCode.Success, input.Output), (file.Code, file.Output), file.Error);
    }

    [TestMethod]
    public void Predict_WrongRow_ExitsWith3AndNamesTheLine()
    {
        using var folder = new TemporaryFolder();
        Pets.Numbers(_ml).Save(folder["model.zip"]);

        var (code, output, error) = Invoke("{\"Features\":[1,2]}\n{\"Features\":[1]}\n", "predict", "--model", folder["model.zip"]);

        Assert.AreEqual(ExitCode.Data, code);
        Assert.AreEqual(
            "standard input, line 2: The record's 'Features' has 1 values, where 2 were expected (Vector<Single, 2>).\n", error);
        Assert.HasCount(1, output.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public void Predict_NoModel_ExitsWith2()
    {
        var (code, _, error) = Invoke("", "predict", "--model", "nowhere.zip");

        Assert.AreEqual(ExitCode.Usage, code);
        Assert.AreEqual("--model nowhere.zip: there is no such file.\n", error);
    }

    [TestMethod]
    public void Predict_DamagedModel_ExitsWith3()
    {
        using var folder = new TemporaryFolder();

        var (code, _, error) = Invoke("", "predict", "--model", folder.Write("model.zip", "PK"));

        Assert.AreEqual(ExitCode.Data, code);
        StringAssert.StartsWith(error, $"'{folder["model.zip"]}' is not a sound trained pipeline: it is no ZIP archive, or is cut short (");
    }

    private static List<JsonNode> PredictInAnotherProcess(TrainedPipeline pipeline, IEnumerable<float[]> rows)
    {
        using var folder = new TemporaryFolder();
        pipeline.Save(folder["model.zip"]);
        var lines = rows.Select(
            row => $"{{\"Features\":[{string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]}}\n");
        using var child = ChildProcess.Start(
            typeof(CommandLine).Assembly.Location, "predict", "--model", folder["model.zip"], folder.Write(
                "rows.jsonl", string.Concat(lines)));
        child.RequireSuccess();
        return [.. child.Output.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!)];
    }

    private static (int Code, string Output, string Error) Invoke(string input, params string[] arguments)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Invoke(arguments, new ConsoleStreams { Input = reader, Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
