using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Backbones;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.Numerics.Networks;
using MlPipelines.UnitTests.CustomTrainers.Transfer;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>A pretrained network, as features and with a trained head, in ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxImageTests
{
    private const int Side = 32;
    private const int Images = 100;

    /// <summary>Between two computations in float: twenty layers of sums of up to 4608 products, some of them by Winograd's way.</summary>
    private const double Deep = 5e-5;

    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void Convert_PretrainedNetwork_IsAsNearToDoubleAsFloatGets()
    {
        var random = new Random(1);
        var pixels = Enumerable.Range(0, Images)
            .Select(_ => new Picture { Pixels = [.. Enumerable.Range(0, 3 * Side * Side).Select(_ => (float)random.Next(256))] }).ToList();
        var network = Backbone.ResNet18().CreateFeatures(Side);
        var model = new ImageFeaturesTransformer("Features", "Pixels", network, cacheFolder: null);
        var rows = Ml.Data.LoadFromEnumerable(pixels);
        using var stream = new MemoryStream();
        Ml.Model.ConvertToOnnx(model, rows, stream, "Features");

        var twin = InDouble(network);
        var exact = Ml.Data.LoadFromEnumerable(
            pixels.Select(picture => new Outcome { Features = Features(twin, picture.Pixels) }).ToList());
        OnnxComparison.Print("image features, from double", OnnxComparison.Compare(stream.ToArray(), exact, rows, "Features"));
        OnnxComparison.Print("image features", OnnxComparison.Run(Ml, model, rows, Deep, "Features"));
    }

    [TestMethod]
    public void Convert_ImageFeaturesBeforeAStockTrainer_PredictsTheSame()
    {
        var model = Ml.Transforms.ImageFeatures(new ImageFeaturesOptions { ImageSize = Side })
            .Append(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(ColoredImages.Rows(Ml, 40, seed: 1));

        OnnxComparison.Print(
            "image features and logistic regression",
            OnnxComparison.Run(Ml, model, ColoredImages.Rows(Ml, Images, seed: 2), Deep, "PredictedLabel", "Score", "Probability"));
    }

    [TestMethod]
    public void Convert_ImageTransfer_PredictsTheSame()
    {
        var model = Ml.BinaryClassification.Trainers.ImageTransfer(ColoredImages.Options with { Mode = TransferMode.Probe })
            .Fit(ColoredImages.Rows(Ml, 40, seed: 1));

        OnnxComparison.Print(
            "image transfer",
            OnnxComparison.Run(Ml, model, ColoredImages.Rows(Ml, Images, seed: 2), Deep, "PredictedLabel", "Score", "Probability"));
    }

    /// <summary>The same network, computing in double.</summary>
    private static Network<double> InDouble(Network<float> network)
    {
        var twin = Network<double>.Create(network.Definition, Array.ConvertAll(network.ParameterValues.ToArray(), value => (double)value));
        Array.ConvertAll(network.StateValues.ToArray(), value => (double)value).CopyTo(twin.StateValues);
        return twin;
    }

    private static float[] Features(Network<double> network, float[] pixels)
    {
        var features = new double[network.OutputSize];
        network.Predict(Array.ConvertAll(pixels, value => (double)value), features);
        return Array.ConvertAll(features, value => (float)value);
    }

    private sealed class Picture
    {
        [VectorType(3, Side, Side)]
        public float[] Pixels { get; set; } = [];
    }

    private sealed class Outcome
    {
        [VectorType(512)]
        public float[] Features { get; set; } = [];
    }
}
