using System.Globalization;
using System.Text.RegularExpressions;
using MlPipelines.Endurance;

namespace MlPipelines.UnitTests.Samples;

/// <summary>The sample of a layer that another assembly brings, which sees nothing but the public surface.</summary>
[TestClass]
public sealed class CustomLayerTests
{
    [TestMethod]
    public void Program_LayerOfItsOwn_IsVerifiedTrainedSavedAndLoaded()
    {
        using var folder = new TemporaryFolder();
        using var child = ChildProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "MlPipelines.CustomLayer.dll"), folder["swish.safetensors"]);
        child.RequireSuccess();

        StringAssert.Contains(child.Output, "gradient right, slopes 1.0");
        StringAssert.Contains(child.Output, "the loaded network predicts the same");
        Assert.IsGreaterThan(0.9, double.Parse(
            Regex.Match(child.Output, @"^accuracy (\S+)", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture));
    }
}
