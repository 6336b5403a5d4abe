using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Ensembles;
using MlPipelines.CustomTrainers.Transforms;

namespace MlPipelines.UnitTests.CustomTrainers.Onnx;

/// <summary>Ensembles with calibration, and ML.NET's own components around models of this library, in ONNX Runtime.</summary>
[TestClass]
public sealed class OnnxCompositeTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly IDataView Training = OnnxRows.Load(Ml, 400, seed: 1);

    private static readonly IDataView Rows = OnnxRows.Load(Ml, 1000, seed: 2);

    private static readonly MlpOptions Mlp = new() { HiddenLayers = [8], Epochs = 5, Threads = 1 };

    private static readonly GradientBoostedTreesOptions Trees = new() { NumberOfTrees = 15, Threads = 1 };

    [TestMethod]
    [DataRow(EnsembleCalibration.None)]
    [DataRow(EnsembleCalibration.Temperature)]
    [DataRow(EnsembleCalibration.Isotonic)]
    public void Convert_EnsembleOfSeveralClasses_PredictsTheSame(EnsembleCalibration calibration)
    {
        var model = Ml.Transforms.Conversion.MapValueToKey("Label", "Class").Append(
            Ml.MulticlassClassification.Trainers.Ensemble(new EnsembleOptions
            {
                Members =
                [
                    ("trees", Ml.MulticlassClassification.Trainers.GradientBoostedTrees(Trees)),
                    ("net", Ml.Transforms.SmoothRobustScaling("Features").Append(Ml.MulticlassClassification.Trainers.Mlp(Mlp))),
                    (
                        "entropy",
                        Ml.Transforms.NormalizeMeanVariance("Features")
                            .Append(Ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())),
                ],
                Folds = 2,
                Calibration = calibration,
            })).Append(Ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(Training);

        // As below.
        var tolerance = calibration == EnsembleCalibration.Isotonic ? 1e-4 : OnnxComparison.Tolerance;
        OnnxComparison.Print(
            $"ensemble, {calibration}, several classes",
            OnnxComparison.Run(Ml, model, Rows, tolerance, "PredictedLabel", "Score", "Features"));
    }

    [TestMethod]
    [DataRow(EnsembleCalibration.None)]
    [DataRow(EnsembleCalibration.Temperature)]
    [DataRow(EnsembleCalibration.Isotonic)]
    public void Convert_EnsembleOfTrueOrFalse_PredictsTheSame(EnsembleCalibration calibration)
    {
        var model = Ml.BinaryClassification.Trainers.Ensemble(new EnsembleOptions
        {
            Members =
            [
                ("trees", Ml.BinaryClassification.Trainers.GradientBoostedTrees(Trees with { LabelColumnName = "Truth" })),
                (
                    "net",
                    Ml.Transforms.QuantileToNormal("Features")
                        .Append(Ml.BinaryClassification.Trainers.Mlp(Mlp with { LabelColumnName = "Truth" }))),
                ("logistic", Ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Truth")),
            ],
            LabelColumnName = "Truth",
            Folds = 2,
            Calibration = calibration,
        }).Fit(Training);

        // The logit of a probability p is taken from 1 − p as a float, whose last digit is 6e-8 / (1 − p) of it; and isotonic curves are
        // steep where there are few rows, which makes more of the members' last digits.
        var tolerance = calibration == EnsembleCalibration.Isotonic ? 1e-4 : OnnxComparison.Tolerance;
        OnnxComparison.Print(
            $"ensemble, {calibration}, true or false",
            OnnxComparison.Run(Ml, model, Rows, tolerance, "PredictedLabel", "Score", "Probability", "Features"));
    }

    [TestMethod]
    public void Convert_EnsembleOfNumbers_PredictsTheSame()
    {
        var model = Ml.Regression.Trainers.Ensemble(new EnsembleOptions
        {
            Members =
            [
                ("trees", Ml.Regression.Trainers.GradientBoostedTrees(Trees with { LabelColumnName = "Number" })),
                (
                    "net",
                    Ml.Transforms.NormalizeMinMax("Features").Append(Ml.Regression.Trainers.Mlp(Mlp with { LabelColumnName = "Number" }))),
                ("linear", Ml.Regression.Trainers.LeastSquares(new LeastSquaresOptions { LabelColumnName = "Number" })),
            ],
            LabelColumnName = "Number",
            Folds = 2,
        }).Fit(Training);

        OnnxComparison.Print("ensemble, number", OnnxComparison.Run(Ml, model, Rows, "Score", "Features"));
    }

    [TestMethod]
    public void Convert_OneVersusAllOverOurs_PredictsTheSame()
    {
        var model = Ml.Transforms.Conversion.MapValueToKey("Label", "Class").Append(
            Ml.MulticlassClassification.Trainers.OneVersusAll(Ml.BinaryClassification.Trainers.Mlp(Mlp), "Label")).Fit(Training);

        OnnxComparison.Print("one-versus-all", OnnxComparison.Run(Ml, model, Rows, "PredictedLabel", "Score"));
    }

    [TestMethod]
    public void Convert_PlattCalibratorBehindOurs_PredictsTheSame()
    {
        var model = Ml.BinaryClassification.Trainers.GradientBoostedTrees(Trees with { LabelColumnName = "Truth" })
            .Append(Ml.BinaryClassification.Calibrators.Platt("Truth")).Fit(Training);

        OnnxComparison.Print("Platt's calibrator", OnnxComparison.Run(Ml, model, Rows, "PredictedLabel", "Score", "Probability"));
    }
}
