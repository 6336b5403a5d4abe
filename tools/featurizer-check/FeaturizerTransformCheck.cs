using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Backbones;

namespace MlPipelines.FeaturizerCheck;

/// <summary>The shipped network against ML.NET's own featurizer, which runs the same graphs on ONNX Runtime.</summary>
internal static class FeaturizerTransformCheck
{
    private const int Size = 224;

    public static void Run(Backbone backbone, string? cifar, Differences differences)
    {
        var ml = new MLContext(seed: 1);
        var images = TestImages.Of(Size, cifar);
        var rows = ml.Data.LoadFromEnumerable(images.Select(image => new ImageRow { Pixels = image.Pixels }));
        var estimator = ml.Transforms.DnnFeaturizeImage(
            "Features", input => input.ModelSelector.ResNet18(ml, input.OutputColumn, input.InputColumn), "Pixels");
        var theirs = estimator.Fit(rows).Transform(rows).GetColumn<float[]>("Features").ToList();
        var network = backbone.CreateFeatures(Size);
        for (var i = 0; i < images.Count; i++)
        {
            var ours = new float[backbone.FeatureCount];
            network.Predict(images[i].Pixels, ours);
            differences.Add($"DnnFeaturizeImage, {Size} × {Size}, {images[i].Name}", ours, theirs[i]);
        }
    }

    private sealed class ImageRow
    {
        [VectorType(3 * Size * Size)]
        public float[] Pixels { get; set; } = [];
    }
}
