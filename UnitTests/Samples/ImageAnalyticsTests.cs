using System.Diagnostics;

namespace MlPipelines.UnitTests.Samples;

/// <summary>
/// A pipeline of Microsoft.ML.ImageAnalytics before our trainer: the sample, in a process of its own, because ScottPlot in this one needs
/// another SkiaSharp.
/// </summary>
[TestClass]
public sealed class ImageAnalyticsTests
{
    [TestMethod]
    public void Sample_ReadsPhotosTrainsSavesAndPredicts()
    {
        using var folder = new TemporaryFolder();
        var bin = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(bin.Parent!.Parent!.FullName, "ImageAnalytics", bin.Name, "MlPipelines.ImageAnalytics.dll");
        Assert.IsTrue(File.Exists(program), $"{program} is built with the solution");
        Assert.IsFalse(File.Exists(Path.Combine(Path.GetDirectoryName(program)!, "ScottPlot.dll")), "another SkiaSharp");

        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();

        Assert.AreEqual(0, process.ExitCode, errors.Result);
        Assert.AreEqual("accuracy 1.000", lines[0]);
        Assert.AreEqual("41.png is a sunset", lines[1]);
        Assert.IsTrue(File.Exists(Path.Combine(folder.Path, "sunsets.zip")));
    }
}
