using System.Net;
using System.Text.RegularExpressions;
using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Experiments.Drawing;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Reporting;
using MlPipelines.UnitTests.Experiments.Judging;
using MlPipelines.UnitTests.Pipelines.Harness;
using SkiaSharp;

namespace MlPipelines.UnitTests.Experiments.Drawing;

/// <summary>The pictures among the worst mistakes, from the rows of a run to its page.</summary>
[TestClass]
public sealed partial class MistakePicturesTests
{
    [TestMethod]
    [DataRow("digits", false)]
    [DataRow("digits", true)]
    [DataRow("pictures", true)]
    public void Run_OnPictures_KeepsTheWorstMistakesAndThePageShowsTheirPixels(string name, bool keepPredictions)
    {
        using var folder = new TemporaryFolder();
        var experiment = new Experiment
        {
            Name = "e",
            Question = "Which?",
            DataSets = [name],
            TrainRows = 60,
            ValidationRows = 20,
            TestRows = 60,
            Learners =
            [
                new("constant", "constant", Settings.Empty),
                new("boosted-trees", "trees", Settings.Parse("trees=2 leaves=4")),
            ],
            Seeds = 2,
            KeepPredictions = keepPredictions,
        };

        ExperimentRun.Run(new Suite("s", "", [experiment]), folder["run"]);
        var page = File.ReadAllText(RunPages.Write(folder["run"]));

        var data = DataSets.Load(name, new() { TrainRows = 60, ValidationRows = 20, TestRows = 60 });
        var files = Directory.GetFiles(Path.Combine(folder["run"], MistakePictures.FolderName));
        Assert.HasCount(TestRows.MostMistakes, files);
        foreach (var file in files)
            AssertIsRow(data, RowOf(file), File.ReadAllBytes(file));
        var shown = Shown().Matches(page).ToList();
        Assert.HasCount(TestRows.MostMistakes, shown);
        Assert.HasCount(TestRows.MostMistakes, Place().Matches(page), "each row of the table has its picture");
        foreach (var image in shown)
        {
            var row = int.Parse(image.Groups["row"].Value) - 1;
            AssertIsRow(data, row, Convert.FromBase64String(WebUtility.HtmlDecode(image.Groups["png"].Value)));
            Assert.AreEqual(data.ClassNames[data.Test!.GetClass(row)], WebUtility.HtmlDecode(image.Groups["truth"].Value));
            Assert.AreNotEqual(image.Groups["truth"].Value, image.Groups["said"].Value);
        }
    }

    [TestMethod]
    public void Run_WithoutPictures_KeepsNone()
    {
        using var folder = new TemporaryFolder();
        var experiment = new Experiment
        {
            Name = "e",
            Question = "Which?",
            DataSets = ["countries-map"],
            TrainRows = 2_000,
            ValidationRows = 20,
            TestRows = 20,
            Learners = [new("constant", "constant", Settings.Empty)],
            Seeds = 1,
        };

        ExperimentRun.Run(new Suite("s", "", [experiment]), folder["run"]);

        Assert.IsFalse(Directory.Exists(Path.Combine(folder["run"], MistakePictures.FolderName)));
        var page = File.ReadAllText(RunPages.Write(folder["run"]));
        Assert.IsTrue(page.Contains("The worst mistakes of constant"), File.ReadAllText(Path.Combine(folder["run"], "trials.csv")));
        Assert.IsFalse(page.Contains("class=\"pixels\""), "no picture");
    }

    [TestMethod]
    public void Write_LargePhotos_ShrinkAndEarlierFilesGo()
    {
        var experiment = ClaimTrials.Experiment(1, []);
        using var folder = new TemporaryFolder();
        var trials = ClaimTrials.Of(experiment, (learner, _) => learner == "net rate=0.01" ? 0.9 : 0.8);
        var better = trials.Single(ended => ended.Trial.Learner == "net rate=0.01").Trial.Number;
        foreach (var ended in trials)
        {
            float[] said = ended.Trial.Number == better ? [1, 1] : [0, 0];
            OutcomeFile.Write(Path.Combine(folder.Path, $"outcomes/trial-{ended.Trial.Number}.csv.gz"), new(true, [0, 1], said));
        }

        const int Width = 200, Height = 100;
        byte[] pixels = [.. Enumerable.Range(0, 2 * 3).SelectMany(plane => Enumerable.Repeat((byte)(40 * plane), Width * Height))];
        var data = SmallData.Binary() with
        {
            Test = MatrixDataView.Binary(new ByteMatrix(pixels, 3 * Width * Height), [false, true]),
            ClassNames = ["cat", "dog"],
            ImageShape = new(3, Height, Width),
        };
        var old = folder.Write($"{MistakePictures.FolderName}/trial-9-row-9.png", []);

        MistakePictures.Clear(folder.Path);
        Assert.AreEqual(1, MistakePictures.Write(folder.Path, "s", experiment, trials, _ => data));

        Assert.IsFalse(File.Exists(old));
        var file = Directory.GetFiles(Path.Combine(folder.Path, MistakePictures.FolderName)).Single();
        Assert.AreEqual(MistakePictures.NameOf(better, 0), Path.GetFileName(file), "the mistake of the better learner");
        using var bitmap = SKBitmap.Decode(file);
        Assert.AreEqual((MistakePictures.LongestSide, MistakePictures.LongestSide / 2), (bitmap.Width, bitmap.Height));
        Assert.AreEqual(new SKColor(0, 40, 80), bitmap.GetPixel(50, 20));
    }

    [TestMethod]
    public void Write_RowsThatAreNotToBeHad_WritesNothing()
    {
        var experiment = ClaimTrials.Experiment(1, []);
        using var folder = new TemporaryFolder();

        Assert.AreEqual(0, MistakePictures.Write(folder.Path, "s", experiment, ClaimTrials.Of(experiment, (_, _) => 0.9), _ => null));
        Assert.IsFalse(Directory.Exists(Path.Combine(folder.Path, MistakePictures.FolderName)));
    }

    private static int RowOf(string file) => int.Parse(Path.GetFileNameWithoutExtension(file).Split("row-")[1]);

    /// <summary>A PNG has the very pixels of a test row.</summary>
    private static void AssertIsRow(DataSet data, int row, byte[] png)
    {
        var shape = data.ImageShape!.Value;
        var features = new float[shape.Size];
        data.Test!.CopyFeatures(row, features);
        using var bitmap = SKBitmap.Decode(png);
        Assert.AreEqual((shape.Width, shape.Height), (bitmap.Width, bitmap.Height));
        var plane = shape.Width * shape.Height;
        for (var at = 0; at < plane; at++)
        {
            var found = bitmap.GetPixel(at % shape.Width, at / shape.Width);
            var (red, green, blue) = shape.Channels == 1
                ? (features[at], features[at], features[at]) : (features[at], features[at + plane], features[at + (2 * plane)]);
            Assert.AreEqual((MathF.Round(red), MathF.Round(green), MathF.Round(blue)), (found.Red, found.Green, found.Blue));
        }
    }

    [GeneratedRegex(
        "<img class=\"pixels\" alt=\"test row (?<row>\\d+), seed \\d+: is (?<truth>[^,\"]+), was taken for (?<said>[^\"]+)\"[^>]*"
            + "src=\"data:image/png;base64,(?<png>[^\"]+)\"")]
    private static partial Regex Shown();

    [GeneratedRegex("<th scope=\"row\">test row \\d+, seed \\d+</th>")]
    private static partial Regex Place();
}
