using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.CustomTrainers;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.UnitTests.Comparisons.Commands;

/// <summary>
/// The command <c>export</c> on pipelines that <c>train</c> made of tables: ONNX Runtime predicts from the table's own columns what the
/// pipeline predicts from its records.
/// </summary>
[TestClass]
public sealed class ExportCommandTests
{
    private const int Rows = 1000;

    private static readonly string[] Colours = ["red", "green", "blue", ""];

    [TestMethod]
    [DataRow("boosted-trees", "price")]
    [DataRow("boosted-trees", "kind")]
    [DataRow("boosted-trees", "sold")]
    [DataRow("realmlp", "kind")]
    [DataRow("mlp", "sold")]
    [DataRow("tabm", "price")]
    [DataRow("linear", "price")]
    [DataRow("linear", "kind")]
    [DataRow("ensemble", "kind")]
    [DataRow("constant", "price")]
    [DataRow("constant", "kind")]
    [DataRow("fast-tree", "price")]
    [DataRow("fast-tree", "sold")]
    [DataRow("light-gbm", "price")]
    [DataRow("light-gbm", "sold")]
    [DataRow("light-gbm", "kind")]
    public void Export_TrainedOnATable_PredictsFromItsColumns(string learner, string label)
    {
        using var folder = new TemporaryFolder();
        var model = Train(folder, learner, label);

        var (code, output, error) = CommandRun("export", "--model", model, "--onnx", folder["model.onnx"]);

        Assert.AreEqual(ExitCode.Success, code, error);
        StringAssert.Contains(output, $"session = ort.InferenceSession('{folder["model.onnx"]}')");
        StringAssert.Contains(output, "a date as seconds since 1970-01-01 00:00; NaN where it is missing");
        var records = Records(Rows, seed: 2);
        using var predictor = TrainedPipeline.Load(model).CreateRecordPredictor();
        using var session = new InferenceSession(File.ReadAllBytes(folder["model.onnx"]));
        CollectionAssert.AreEquivalent(
            new[] { "size", "id", "colour", "day", "heated" }, session.InputMetadata.Keys.ToArray(), "The label is no input.");
        using var results = session.Run(Inputs(session, records));
        var worst = results.Any(result => result.Name == "PredictedLabel.output")
            ? RequireClasses(results, records, predictor)
            : RequireNumbers(results.Single(result => result.Name == "Score.output"), records, predictor);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"train {learner}, {label}: {worst:0.0e+0}"));
        Assert.IsLessThanOrEqualTo(1e-5, worst);
    }

    [TestMethod]
    public void Export_Json_HasEveryInputAndOutput()
    {
        using var folder = new TemporaryFolder();
        var model = Train(folder, "boosted-trees", "kind");

        var (code, output, error) = CommandRun("export", "--model", model, "--onnx", folder["model.onnx"], "--json");

        Assert.AreEqual(ExitCode.Success, code, error);
        var json = JsonNode.Parse(output)!;
        Assert.AreEqual(12, (int)json["opset"]!);
        CollectionAssert.AreEqual(
            new[] { "float32", "float64", "string", "float64", "float32" },
            json["inputs"]!.AsArray().Select(input => (string)input!["type"]!).ToArray());
        CollectionAssert.AreEqual(
            new[] { "PredictedLabel.output", "Score.output" },
            json["outputs"]!.AsArray().Select(tensor => (string)tensor!["name"]!).ToArray());
        Assert.AreEqual("[3]", json["outputs"]![1]!["dimensions"]!.ToJsonString());
        StringAssert.Contains((string)json["outputs"]![1]!["meaning"]!, "cottage, house, villa, in this order");
    }

    [TestMethod]
    public void Export_StepWithoutForm_IsNamedAndNothingIsWritten()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new Word { Text = $"word {i % 7}", Label = i % 7 }));
        var model = ml.Transforms.Text.NormalizeText("Text").Append(ml.Transforms.Text.ProduceHashedWordBags("Features", "Text"))
            .Append(ml.Regression.Trainers.GradientBoostedTrees(new GradientBoostedTreesOptions { NumberOfTrees = 2, Threads = 1 }))
            .Fit(data);
        new TrainedPipeline(model, data.Schema, ml: ml).Save(folder["words.zip"]);

        var (code, _, error) = CommandRun("export", "--model", folder["words.zip"], "--onnx", folder["words.onnx"]);

        Assert.AreEqual(ExitCode.Usage, code);
        StringAssert.Contains(error, "cannot be converted to ONNX: it has no ONNX form. Leave it out of the chain.");
        Console.WriteLine(error);
        Assert.IsFalse(File.Exists(folder["words.onnx"]));
    }

    [TestMethod]
    [DataRow("--model missing.zip", "--model missing.zip: there is no such file.")]
    [DataRow("", "Option '--model' is required.")]
    public void Export_BadArguments_AreUsageErrors(string arguments, string message)
    {
        var (code, _, error) = CommandRun(["export", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.AreEqual(ExitCode.Usage, code);
        StringAssert.Contains(error, message);
    }

    private static (int Code, string Output, string Error) CommandRun(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        return (CommandLine.Invoke(arguments, new ConsoleStreams { Output = output, Error = error }), output.ToString(), error.ToString());
    }

    /// <summary>Trains on a table of the columns of <see cref="Records"/> and one label.</summary>
    private static string Train(TemporaryFolder folder, string learner, string label)
    {
        string[] columns = ["size", "id", "colour", "day", "heated", label];
        var lines = Records(500, seed: 1).Select(record => string.Join(",", columns.Select(column => record[column])));
        var table = folder.Write("table.csv", string.Join(",", columns) + "\n" + string.Join("\n", lines) + "\n");
        string[] quick = learner switch
        {
            "boosted-trees" => ["--set", "trees=30"],
            "mlp" => ["--set", "epochs=4", "--set", "hidden=16"],
            "realmlp" => ["--set", "epochs=4", "--set", "hidden=16"],
            "tabm" => ["--set", "epochs=4", "--set", "hidden=16", "--set", "members=4"],
            _ => [],
        };
        var (code, _, error) = CommandRun(
            ["train", table, "--label", label, "--learner", learner, "--out", folder["model.zip"], "--threads", "1", .. quick]);
        Assert.AreEqual(ExitCode.Success, code, error);
        return folder["model.zip"];
    }

    /// <summary>
    /// Records of a table: a number, numbers that float does not tell apart, a category, dates with times and a truth value, each missing
    /// now and then, and three labels.
    /// </summary>
    private static List<Dictionary<string, string>> Records(int count, int seed)
    {
        var random = new Random(seed);
        string Sometimes(string text) => random.Next(12) == 0 ? "" : text;
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var (size, id, colour) = (50 + (100 * random.NextDouble()), 5_000_000_000 + random.Next(100_000), Colours[random.Next(4)]);
            var day = new DateTime(1880, 1, 1).AddMinutes(random.Next(240 * 365 * 24 * 60));
            var heated = random.Next(2) == 1;
            var value = (10 * size) + (colour == "red" ? 100 : 0) + ((id - 5_000_000_000) / 500.0) + (20 * random.NextDouble());
            return new Dictionary<string, string>
            {
                ["size"] = Sometimes(size.ToString("0.00", CultureInfo.InvariantCulture)),
                ["id"] = Sometimes(id.ToString(CultureInfo.InvariantCulture)),
                ["colour"] = colour,
                ["day"] = Sometimes(day.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                ["heated"] = Sometimes(heated ? "true" : "false"),
                ["price"] = value.ToString("0.0", CultureInfo.InvariantCulture),
                ["kind"] = value < 900 ? "cottage" : value < 1300 ? "house" : "villa",
                ["sold"] = value > 1100 ? "yes" : "no",
            };
        })];
    }

    private static List<NamedOnnxValue> Inputs(InferenceSession session, List<Dictionary<string, string>> records)
    {
        return [.. session.InputMetadata.Select(input =>
        {
            var texts = records.Select(record => record[input.Key]);
            return input.Value.ElementType == typeof(string) ? Tensor(input.Key, texts.ToArray())
                : input.Value.ElementType == typeof(double) ? Tensor(input.Key, texts.Select(Number).ToArray())
                : Tensor(input.Key, texts.Select(text => (float)Number(text)).ToArray());
        })];

        static NamedOnnxValue Tensor<T>(string name, T[] values) =>
            NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, [values.Length, 1]));

        static double Number(string text) => text.Length == 0 ? double.NaN
            : bool.TryParse(text, out var truth) ? truth ? 1 : 0
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : (DateTime.Parse(text, CultureInfo.InvariantCulture) - DateTime.UnixEpoch).TotalSeconds;
    }

    /// <summary>The largest difference of a probability, relative to it, or to 0.1 where it is less.</summary>
    private static double RequireClasses(
        IReadOnlyCollection<DisposableNamedOnnxValue> results, List<Dictionary<string, string>> records, RecordPredictor predictor)
    {
        var labels = results.Single(result => result.Name == "PredictedLabel.output").AsEnumerable<string>().ToArray();
        var probabilities = results.FirstOrDefault(result => result.Name == "Probability.output")?.AsEnumerable<float>().ToArray();
        var scores = results.Single(result => result.Name == "Score.output").AsEnumerable<float>().ToArray();
        string[] names = probabilities is null ? ["cottage", "house", "villa"] : ["no", "yes"];
        var worst = 0.0;
        for (var row = 0; row < records.Count; row++)
        {
            var prediction = predictor.Predict(records[row].ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
            Assert.AreEqual(prediction.Label, labels[row], $"row {row}");
            foreach (var (name, score) in prediction.Scores.Select(own => (own.Label, own.Score)))
            {
                var found = probabilities is null ? scores[row * names.Length + Array.IndexOf(names, name)]
                    : name == "yes" ? probabilities[row] : 1 - probabilities[row];
                worst = Math.Max(worst, Math.Abs(found - score) / Math.Max(score, 0.1));
            }
        }

        return worst;
    }

    private static double RequireNumbers(
        DisposableNamedOnnxValue result, List<Dictionary<string, string>> records, RecordPredictor predictor)
    {
        var scores = result.AsEnumerable<float>().ToArray();
        return records.Select((record, row) =>
        {
            var value = predictor.Predict(record.ToDictionary(pair => pair.Key, pair => (object?)pair.Value)).Value!.Value;
            return Math.Abs(scores[row] - value) / Math.Abs(value);
        }).Max();
    }

    private sealed class Word
    {
        public string Text { get; set; } = "";

        public float Label { get; set; }
    }
}
