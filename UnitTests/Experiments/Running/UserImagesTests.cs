using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data.Images;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Files;
using MlPipelines.Pipelines;
using MlPipelines.UnitTests.Comparisons.Commands;
using SkiaSharp;

namespace MlPipelines.UnitTests.Experiments.Running;

/// <summary>A folder of pictures of the user's: as an experiment's data, in place of others, and asked for predictions.</summary>
[TestClass]
public sealed class UserImagesTests
{
    private const string Text = """
        {
          "name": "pets",
          "experiments": [ {
            "name": "ears", "data": DATA, "trainRows": 40, "testRows": 5, "largeTestRows": 100, "seeds": 2, "map": { "testRows": 5 },
            "learners": [ { "kind": "lbfgs-logistic-regression", "name": "linear" } ],
            "pictures": [ { "kind": "images", "name": "wrong", "right": "linear", "wrong": "linear" } ]
          } ]
        }
        """;

    /// <summary>Pictures of one colour each, 12 x 8 pixels, of all classes as many, no two alike.</summary>
    private static string Pictures(TemporaryFolder folder, string name, params (string Class, SKColor Color)[] classes)
    {
        foreach (var (type, color) in classes)
        {
            for (var i = 0; i < 40; i++)
                folder.Write($"{name}/{type}/{i:00}.png", Png(color, (byte)(3 * i)));
        }

        return folder[name];
    }

    private static byte[] Png(SKColor color, byte green)
    {
        using var bitmap = new SKBitmap(12, 8);
        bitmap.Erase(color.WithGreen(green));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static string Data(string name, string more = "") => $$"""{ "images": "{{name}}", "size": 8{{more}} }""";

    [TestMethod]
    public void Run_FolderAsData_IsLearnedRecordedAndResumed()
    {
        using var folder = new TemporaryFolder();
        var pictures = Pictures(folder, "photos", ("red", SKColors.Red), ("blue", SKColors.Blue));
        var suite = folder.Write("suite.json", Text.Replace("DATA", Data("photos")));

        var run = CommandRun.Invoke("run", suite, "--out", folder["run"], "--save-models");

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        var manifest = JsonNode.Parse(CommandRun.File(folder, "run", "run.json"))!;
        var data = manifest["dataSets"]![0]!;
        Assert.AreEqual((pictures, $"pictures in {pictures}"), ((string?)data["asked"], (string?)data["source"]));
        Assert.AreEqual((3 * 8 * 8, 2, 5), ((int?)data["features"], (int?)data["classes"], (int?)data["testRows"]));
        Assert.AreEqual(pictures, (string?)manifest["suites"]![0]!["experiments"]![0]!["data"]!["images"]);
        Assert.IsTrue(CommandRun.File(folder, "run", "metrics.csv").Split('\n').Any(
            line => line.Contains(",large-test,accuracy,1", StringComparison.Ordinal)), "colours are easy");
        var picture = CommandRun.File(folder, "run", "pictures/pets-ears-wrong.svg");
        StringAssert.Contains(picture, "pets/ears: test images that are classified correctly by linear and wrongly by linear, seed 1");
        StringAssert.Contains(picture, "There is none among the first 5 test images");

        File.Delete(folder["run/trials/000002.json"]);
        var again = CommandRun.Invoke("run", suite, "--out", folder["run"], "--resume");
        Assert.AreEqual(ExitCode.Success, again.ExitCode, again.Error);
        StringAssert.Contains(again.Error, "1 of 2 trials are finished");
        folder.Write("photos/red/new.png", Png(SKColors.Red, 200));
        var other = CommandRun.Invoke("run", suite, "--out", folder["run"], "--resume");
        StringAssert.Contains(other.Error, "are not those of the earlier run");
    }

    [TestMethod]
    public void Run_Images_TakeThePlaceOfTheDataSetsOfPictures()
    {
        using var folder = new TemporaryFolder();
        var two = Pictures(folder, "two", ("blue", SKColors.Blue), ("red", SKColors.Red));
        var three = Pictures(folder, "three", ("blue", SKColors.Blue), ("red", SKColors.Red), ("black", SKColors.Black));
        var suite = folder.Write("suite.json", Text.Replace("DATA", "\"pictures\""));

        var run = CommandRun.Invoke("run", suite, "--images", two, "--image-size", "8", "--out", folder["run"]);
        var classes = CommandRun.Invoke("run", suite, "--images", three, "--out", folder["other"]);
        var missing = CommandRun.Invoke("run", suite, "--images", folder["nowhere"], "--out", folder["other"]);
        var none = CommandRun.Invoke(
            "run", folder.Write("small.json", CommandRun.SmallSuite), "--images", two, "--out", folder["other"]);
        var size = CommandRun.Invoke("run", suite, "--image-size", "8", "--out", folder["other"]);

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        StringAssert.Contains(run.Output, $"Note: pets/ears runs on the pictures in {two}, not on pictures.");
        Assert.AreEqual(
            (ExitCode.Usage, true),
            (classes.ExitCode, classes.Error.Contains("needs pictures of two classes, a folder for each; found 3 classes in")),
            classes.Error);
        Assert.AreEqual(
            (ExitCode.Usage, $"--images {folder["nowhere"]}: there is no such folder or archive.\n"), (missing.ExitCode, missing.Error));
        Assert.AreEqual(ExitCode.Usage, none.ExitCode);
        StringAssert.StartsWith(none.Error, $"--images {two}: no experiment here has pictures as data; such data sets are ");
        Assert.AreEqual(ExitCode.Usage, size.ExitCode);
        Assert.IsFalse(Directory.Exists(folder["other"]));
    }

    [TestMethod]
    public void Predict_Pictures_AnswersThoseThatCanBeReadSortedByPath()
    {
        using var folder = new TemporaryFolder();
        Pictures(folder, "photos", ("blue", SKColors.Blue), ("red", SKColors.Red));
        var suite = folder.Write("suite.json", Text.Replace("DATA", Data("photos", ", \"fit\": \"stretch\"")));
        Assert.AreEqual(ExitCode.Success, CommandRun.Invoke("run", suite, "--out", folder["run"], "--save-models").ExitCode);
        var model = folder["run/models/trial-1.zip"];
        var red = folder.Write("new/deep/a.PNG", Png(SKColors.Red, 77));
        var blue = folder.Write("new/b.png", Png(SKColors.Blue, 77));
        var broken = folder.Write("new/broken.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]);
        folder.Write("new/notes.txt", "no picture");

        var all = CommandRun.Invoke("predict", "--model", model, folder["new"], red);
        var one = CommandRun.Invoke("predict", "--model", model, blue);
        var nowhere = CommandRun.Invoke("predict", "--model", model, folder["new/c.png"], blue);
        var empty = CommandRun.Invoke("predict", "--model", model, Directory.CreateDirectory(folder["empty"]).FullName);

        var answers = all.Output.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        CollectionAssert.AreEqual(
            new[] { (blue, "blue"), (red, "red") }, answers.Select(answer => ((string)answer["file"]!, (string)answer["label"]!)).ToList());
        Assert.AreEqual(1, answers[0]["scores"]!.AsArray().Sum(score => (double)score!["score"]!), 1e-6);
        Assert.AreEqual(ExitCode.Data, all.ExitCode);
        StringAssert.StartsWith(all.Error, $"{broken}: ");
        Assert.HasCount(1, all.Error.TrimEnd().Split('\n'));
        Assert.AreEqual((ExitCode.Success, ""), (one.ExitCode, one.Error));
        Assert.AreEqual((ExitCode.Data, $"There is no file {folder["new/c.png"]}.\n"), (nowhere.ExitCode, nowhere.Error));
        Assert.AreEqual(ExitCode.Usage, empty.ExitCode);

        var pipeline = TrainedPipeline.Load(model);
        Assert.AreEqual((8, ImageFit.Stretch), (pipeline.ImageReading!.Size, pipeline.ImageReading.Fit));
        using var predictor = pipeline.CreateImagePredictor();
        Assert.AreEqual((string?)answers[1]["label"], predictor.Predict(red).Label);
        using var stream = File.OpenRead(blue);
        Assert.AreEqual(one.Output.TrimEnd(), predictor.Predict(stream, "b").ToJson(blue));
        StringAssert.StartsWith(
            Assert.Throws<ArgumentException>(() => predictor.PredictPixels(new byte[5])).Message,
            "Pixels of 3 planes of 8x8 were expected, 192 numbers; found 5.");
    }

    [TestMethod]
    public void Read_PicturesWithOptions_AreReadAndWrittenBack()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("suite.json", Text.Replace("DATA", Data(
            "photos", ", \"task\": \"binary\", \"positive\": \"red\", \"badImages\": \"skip\", \"testShare\": 0.3, \"splitSeed\": 7")));

        var suite = SuiteFile.Read(path);

        var images = suite.Experiments[0].Images!;
        Assert.AreEqual((folder["photos"], LearningTask.Binary), (images.Path, images.Task));
        Assert.AreEqual((8, "red"), (images.Options.Image.Size, images.Options.Positive));
        Assert.AreEqual((0.3, 7), (images.Options.TestShare, images.Options.Seed));
        var json = SuiteJson.Write(suite).ToJsonString();
        Assert.AreEqual(images, SuiteFile.Read(folder.Write("again.json", json)).Experiments[0].Images);
    }
}
