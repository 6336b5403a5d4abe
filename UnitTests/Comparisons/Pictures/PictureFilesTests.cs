using System.Xml.Linq;
using MlPipelines.Comparisons.Pictures;
using MlPipelines.UnitTests.Comparisons.Results;

namespace MlPipelines.UnitTests.Comparisons.Pictures;

[TestClass]
public sealed class PictureFilesTests
{
    public static IEnumerable<object[]> Names => SamplePictures.All.Select(sample => new object[] { sample.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Write_EachKind_IsTwoWellFormedFilesWithTheTitlesText(string name)
    {
        var picture = SamplePictures.All.Single(sample => sample.Name == name).Picture;
        using var folder = new TemporaryFolder();

        PictureFiles.Write(folder.Path, name, picture);

        var files = Directory.GetFiles(folder.Path).Select(path => Path.GetFileName(path)).Order().ToArray();
        CollectionAssert.AreEqual(new[] { $"{name}-dark.svg", $"{name}.svg" }, files);
        foreach (string file in files)
        {
            var root = XDocument.Load(Path.Combine(folder.Path, file)).Root!;
            Assert.AreEqual("svg", root.Name.LocalName);
            Assert.IsTrue(root.Descendants().Any(element => element.Name.LocalName is "path" or "image"));
        }

        if (Environment.GetEnvironmentVariable("MLPIPELINES_PICTURES") is { Length: > 0 } looked) // to look at them
            PictureFiles.Write(looked, name, picture);
    }

    [TestMethod]
    public void Roc_WorkedExample_StepsThroughTheThresholds()
    {
        var roc = BinaryCurves.Roc("r", [0.1, 0.4, 0.35, 0.8], [false, false, true, true]);

        CollectionAssert.AreEqual(new[] { 0, 0, 0.5, 0.5, 1 }, roc.X.ToArray()); // scikit-learn's documented example
        CollectionAssert.AreEqual(new[] { 0, 0.5, 0.5, 1, 1 }, roc.Y.ToArray());
        var exception = Assert.ThrowsExactly<ArgumentException>(() => BinaryCurves.Roc("r", [0.1, 0.2], [true, true]));
        Assert.StartsWith("A curve over thresholds needs a score for each row and rows of both classes; found 2 scores, 2 positive and 0 negative rows.", exception.Message);
    }

    [TestMethod]
    public void PrecisionRecall_WorkedExample_StepsThroughTheThresholds()
    {
        var curve = BinaryCurves.PrecisionRecall("p", [0.1, 0.4, 0.35, 0.8], [false, false, true, true]);

        CollectionAssert.AreEqual(new[] { 0.5, 0.5, 1, 1 }, curve.X.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0.5, 2.0 / 3, 0.5 }, curve.Y.ToArray());
    }

    [TestMethod]
    public void Calibration_TwoBins_AreTheirMeans()
    {
        var curve = BinaryCurves.Calibration("c", [0.1, 0.3, 0.9, 1.0], [false, true, true, true], bins: 2);

        Assert.AreEqual(0.2, curve.X[0], 1e-15);
        CollectionAssert.AreEqual(new[] { 0.5, 1 }, curve.Y.ToArray());
        Assert.ThrowsExactly<ArgumentException>(() => BinaryCurves.Calibration("c", [1.5], [true]));
    }
}
