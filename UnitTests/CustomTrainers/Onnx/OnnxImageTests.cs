using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.CustomTrainers.Transforms;
using MlPipelines.UnitTests.CustomTrainers.Transfer;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>A pretrained network, as features and with a trained head, in ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxImageTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void Convert_ImageFeaturesBeforeAStockTrainer_PredictsTheSame()
    {
        var model = Ml.Transforms.ImageFeatures(new ImageFeaturesOptions { ImageSize = 32 })
            .Append(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(ColoredImages.Rows(Ml, 40, seed: 1));

        OnnxComparison.Print(
            "image features and logistic regression",
            OnnxComparison.Run(Ml, model, ColoredImages.Rows(Ml, 100, seed: 2), "PredictedLabel", "Score", "Probability"));
    }

    [TestMethod]
    public void Convert_ImageTransfer_PredictsTheSame()
    {
        var model = Ml.BinaryClassification.Trainers.ImageTransfer(ColoredImages.Options with { Mode = TransferMode.Probe })
            .Fit(ColoredImages.Rows(Ml, 40, seed: 1));

        OnnxComparison.Print(
            "image transfer",
            OnnxComparison.Run(Ml, model, ColoredImages.Rows(Ml, 100, seed: 2), "PredictedLabel", "Score", "Probability"));
    }
}
