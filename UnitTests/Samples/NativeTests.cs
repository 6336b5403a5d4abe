using System.Globalization;
using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.UnitTests.CustomTrainers;

namespace MlPipelines.UnitTests.Samples;

/// <summary>The sample that is compiled ahead of time: published as a user would, and run on a network of ML.NET's model file.</summary>
[TestClass]
[DoNotParallelize]
public sealed class NativeTests
{
    [TestMethod]
    public void Publish_NetworkOfAModelFile_HasTheScoresOfMlNet()
    {
        if (!ToolProcess.IsHere("clang") && !ToolProcess.IsHere("gcc"))
            Assert.Inconclusive("Neither clang nor gcc is here, one of which links a program that is compiled ahead of time.");
        using var folder = new TemporaryFolder();
        var published = ToolProcess.Output0(
            "dotnet", ["publish", Path.Combine(Repository.Root, "Samples", "Native"), "-c", Repository.Configuration, "-o", folder.Path]);
        Assert.IsFalse(published.Contains("warning", StringComparison.Ordinal), published);
        var program = folder[OperatingSystem.IsWindows() ? "MlPipelines.Native.exe" : "MlPipelines.Native"];

        var ml = new MLContext(seed: 1);
        var data = Blobs.Named(ml);
        var model = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.MulticlassClassification.Trainers.Mlp(new MlpOptions { HiddenLayers = [32], Epochs = 3, Seed = 1 })).Fit(data);
        ml.Model.Save(model, data.Schema, folder["model.zip"]);
        using (var archive = ZipFile.OpenRead(folder["model.zip"]))
            archive.Entries.Single(entry => entry.Name == "network.safetensors").ExtractToFile(folder["network.safetensors"]);
        var rows = data.GetColumn<float[]>("Features").Take(50).ToList();
        var expected = model.Transform(data).GetColumn<float[]>("Score").Take(50).ToList();

        var (code, output, errors) = ToolProcess.Run(
            program, [folder["network.safetensors"]], input: string.Join("\n", rows.Select(Text)));

        Assert.AreEqual(0, code, errors);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.HasCount(50, lines);
        foreach (var (line, probabilities) in lines.Zip(expected))
        {
            var scores = Softmax(line.Split(',').Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToArray());
            for (var i = 0; i < scores.Length; i++)
                Assert.AreEqual(probabilities[i], scores[i], 1e-6); // another exponential: the last bits may differ
        }

        var wrong = ToolProcess.Run(program, [folder["network.safetensors"]], input: "1,2");
        Assert.AreEqual((1, "Line 1 has 2 values; the network takes 4."), (wrong.Code, wrong.Errors.Trim()));
        var damaged = ToolProcess.Run(program, [folder.Write("damaged", "no network at all")]);
        Assert.AreEqual(1, damaged.Code);
        StringAssert.Contains(damaged.Errors, folder["damaged"]);
    }

    private static string Text(float[] row) => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    private static double[] Softmax(double[] scores)
    {
        var exponentials = scores.Select(score => Math.Exp(score - scores.Max())).ToArray();
        return [.. exponentials.Select(value => value / exponentials.Sum())];
    }
}
