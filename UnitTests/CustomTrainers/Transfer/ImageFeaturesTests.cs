using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.UnitTests.CustomTrainers.Transfer;

/// <summary>The features of a frozen backbone, as a column and on disk.</summary>
[TestClass]
public sealed class ImageFeaturesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ImageFeatures_AreTheBackbonesOfTheEnlargedImage()
    {
        var rows = ColoredImages.Create(3, seed: 1);
        var features = Features(new ImageFeaturesOptions { ImageSize = 32 }, rows);

        var enlarge = Network<float>.Create(new NetworkDefinition(new Shape(3, 16, 16), [new ResizeImage(32, 32)]), seed: 1);
        var backbone = Backbone.ResNet18().CreateFeatures(32);
        var (large, expected) = (new float[3 * 32 * 32], new float[512]);
        for (var i = 0; i < rows.Count; i++)
        {
            enlarge.Predict(rows[i].Features, large);
            backbone.Predict(large, expected);
            for (var j = 0; j < expected.Length; j++)
                Assert.AreEqual(expected[j], features[i][j], 1e-4 * Math.Max(1, expected[j]), $"image {i}, feature {j}");
        }
    }

    [TestMethod]
    public void ImageFeatures_PixelThatIsNotFinite_IsRefused()
    {
        var rows = ColoredImages.Create(2, seed: 1);
        rows[1].Features[5] = float.NaN;

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Features(new ImageFeaturesOptions { ImageSize = 32 }, rows));

        StringAssert.StartsWith(
            error.Message,
            "The row at position 1 has the value NaN in slot 5 of column 'Features', where the model needs a finite number.");
    }

    [TestMethod]
    public void ImageFeatures_BeforeAStockTrainer_SavedAndLoaded()
    {
        using var folder = new TemporaryFolder();
        var rows = ColoredImages.Rows(_ml, 40, seed: 1);
        var model = _ml.Transforms.ImageFeatures(new ImageFeaturesOptions { ImageSize = 32 }).AppendCacheCheckpoint(_ml)
            .Append(_ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows);
        var path = Path.Combine(folder.Path, "model.zip");
        _ml.Model.Save(model, rows.Schema, path);
        var loaded = new MLContext(2).Model.Load(path, out _);
        var test = ColoredImages.Rows(_ml, 20, seed: 2);
        Assert.IsGreaterThan(0.9, _ml.BinaryClassification.Evaluate(loaded.Transform(test)).Accuracy);
        CollectionAssert.AreEqual(
            model.Transform(test).GetColumn<float>("Score").ToArray(), loaded.Transform(test).GetColumn<float>("Score").ToArray());
    }

    [TestMethod]
    public void Cache_IsReadAgainAndGrowsWithNewImages()
    {
        using var folder = new TemporaryFolder();
        var options = ColoredImages.Options with { Mode = TransferMode.Probe, FeatureCacheFolder = folder.Path };
        var (first, computed) = Probe(options, 20);
        Assert.AreEqual(20, computed);
        var file = Directory.GetFiles(folder.Path).Single();
        var length = new FileInfo(file).Length;

        var (again, known) = Probe(options, 20);
        Assert.AreEqual(0, known);
        CollectionAssert.AreEqual(first, again);
        Assert.AreEqual(length, new FileInfo(file).Length);

        Assert.AreEqual(4, Probe(options, 24).Computed);
        Assert.AreEqual(length / 20 * 24, new FileInfo(file).Length);
    }

    /// <summary>A damaged record, and one that was cut short by a kill, are computed again and change no result.</summary>
    [TestMethod]
    public void Cache_Damaged_IsAsGoodAsNone()
    {
        using var folder = new TemporaryFolder();
        var options = ColoredImages.Options with { Mode = TransferMode.Probe, FeatureCacheFolder = folder.Path };
        var (first, _) = Probe(options, 20);
        var file = Directory.GetFiles(folder.Path).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 20 * 3 + 100] ^= 1;
        File.WriteAllBytes(file, bytes[..^5]);

        var (again, computed) = Probe(options, 20);
        Assert.AreEqual(2, computed);
        CollectionAssert.AreEqual(first, again);
        Assert.AreEqual(0, Probe(options, 20).Computed);
    }

    [TestMethod]
    public void Cache_OfTheTransform_GivesTheSameFeatures()
    {
        using var folder = new TemporaryFolder();
        var rows = ColoredImages.Create(5, seed: 1);
        var options = new ImageFeaturesOptions { ImageSize = 32 };
        var plain = Features(options, rows);
        foreach (var _ in new[] { 1, 2 })
        {
            var cached = Features(options with { CacheFolder = folder.Path }, rows);
            for (var i = 0; i < rows.Count; i++)
                CollectionAssert.AreEqual(plain[i], cached[i]);
        }
    }

    [TestMethod]
    public void WithoutCache_NewImages_GivesTheSameFeaturesAndKeepsNone()
    {
        using var folder = new TemporaryFolder();
        var rows = _ml.Data.LoadFromEnumerable(ColoredImages.Create(5, seed: 1));
        var model = _ml.Transforms.ImageFeatures(new ImageFeaturesOptions { ImageSize = 32, CacheFolder = folder.Path }).Fit(rows);

        var alone = model.WithoutCache().Transform(rows).GetColumn<float[]>("Features").ToList();

        Assert.AreEqual(0, Directory.GetFiles(folder.Path).Sum(file => new FileInfo(file).Length));
        foreach (var (one, other) in alone.Zip(model.Transform(rows).GetColumn<float[]>("Features")))
            CollectionAssert.AreEqual(other, one);
    }

    private List<float[]> Features(ImageFeaturesOptions options, IReadOnlyList<ColoredImages.Row> rows)
    {
        var view = _ml.Data.LoadFromEnumerable(rows);
        return [.. _ml.Transforms.ImageFeatures(options).Fit(view).Transform(view).GetColumn<float[]>("Features")];
    }

    /// <summary>The head, and how many images passed the backbone.</summary>
    private (float[] Weights, int Computed) Probe(ImageTransferOptions options, int count)
    {
        var computed = 0;
        var model = _ml.BinaryClassification.Trainers.ImageTransfer(
            options with { FeatureProgress = new Told(progress => computed = progress.Done) }).Fit(ColoredImages.Rows(_ml, count, seed: 1));
        return ([.. model.Model.Network.ParameterValues[^513..]], computed);
    }

    private sealed class Told(Action<FeatureProgress> tell) : IProgress<FeatureProgress>
    {
        public void Report(FeatureProgress value) => tell(value);
    }
}
