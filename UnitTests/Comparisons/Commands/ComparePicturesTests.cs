using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Commands;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines;
using MlPipelines.UnitTests.Data.Images;
using SkiaSharp;

namespace MlPipelines.UnitTests.Comparisons.Commands;

[TestClass]
public sealed class ComparePicturesTests
{
    private static (int Code, string Output, string Error) Invoke(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        return (CommandLine.Invoke(arguments, new ConsoleStreams { Output = output, Error = error }), output.ToString(), error.ToString());
    }

    /// <summary>Pictures of two colours with a little noise in their sizes of the parts.</summary>
    private static void Write(TemporaryFolder folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            folder.Write($"photos/warm/{i}.png", PictureFiles.Encode(
                32, 32, (x, y) => new((byte)(180 + (i % 60)), (byte)((x * i) % 90), (byte)((y * 7) % 50)), SKEncodedImageFormat.Png));
            folder.Write($"photos/cold/{i}.png", PictureFiles.Encode(
                32, 32, (x, y) => new((byte)((y * 5) % 50), (byte)((x * i) % 90), (byte)(170 + (i % 70))), SKEncodedImageFormat.Png));
        }
    }

    [TestMethod]
    public void Compare_FolderOfPictures_ChoosesSavesAndPredicts()
    {
        using var folder = new TemporaryFolder();
        Write(folder, 40);

        var (code, output, error) = Invoke("compare", folder["photos"], "--quick", "--out", folder["run"], "--json");

        Assert.AreEqual(ExitCode.Success, code, error);
        StringAssert.Contains(error, "80 pictures of 2 classes: cold, warm.");
        var json = JsonNode.Parse(output)!;
        Assert.IsTrue((bool)json["anythingLearned"]!, error);
        Assert.IsTrue(File.Exists(Path.Combine(folder["run"], "report.html")));
        using var predictor = TrainedPipeline.Load((string)json["model"]!).CreateImagePredictor();
        Assert.AreEqual("warm", predictor.Predict(Path.Combine(folder["photos"], "warm", "1.png")).Label);
        StringAssert.Contains(error, "CreateImagePredictor");
    }

    [TestMethod]
    public void Compare_PicturesThatAreNearlyTheSame_AreToldFirst()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 60; i++)
        {
            folder.Write($"photos/a/{i}.png", PictureFiles.Waves(i / 2, 64, 64, SKEncodedImageFormat.Png));
            folder.Write($"photos/b/{i}.jpg", PictureFiles.Waves(1000 + (i / 2), 64, 64, SKEncodedImageFormat.Jpeg, 70 + (i % 2 * 25)));
        }

        var (code, output, error) = Invoke(
            "compare", folder["photos"], "--learners", "constant", "--learners", "image-logistic-regression", "--out", folder["run"],
            "--json");

        Assert.AreEqual(ExitCode.Success, code, error);
        var first = JsonNode.Parse(output)!["lookFirst"]!.AsArray();
        Assert.AreEqual("NearDuplicates", (string?)first.Single()!["kind"], output);
        StringAssert.Contains((string)first[0]!["text"]!, "pictures to test on are nearly the same as one to train on");
    }

    [TestMethod]
    [DataRow("--label", "kind")]
    [DataRow("--group", "owner")]
    public void Compare_PicturesWithAnOptionOfTables_SaysSo(string option, string value)
    {
        using var folder = new TemporaryFolder();
        Write(folder, 2);

        var (code, _, error) = Invoke("compare", folder["photos"], option, value);

        Assert.AreEqual(ExitCode.Usage, code);
        StringAssert.Contains(error, $"{option} is for tables");
    }
}
