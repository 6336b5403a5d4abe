using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlPipelines.MLNetParity.Programs;

/// <summary>
/// The trainers. L-BFGS passes all examples in their order, SDCA draws them from genuine ML.NET's own stream: on one thread both are
/// deterministic.
/// </summary>
internal static class TrainerPrograms
{
    private const string Magnified =
        "the updates of several classes depend on each other, so that a rounding error grows over the passes: the duality gap ends as small, at a neighbouring point";

    /// <summary>Why trainers by L-BFGS agree less closely where they stop by themselves.</summary>
    internal const string Steps =
        "L-BFGS stops when its gain falls below a tolerance, and rounding in the order of its sums decides at which of the last, flat steps";

    public static IEnumerable<ParityProgram> All =>
    [
        new("lbfgs-logistic-regression", LbfgsLogistic),
        new("lbfgs-maximum-entropy", LbfgsMaximumEntropy),
        new("lbfgs-defaults", LbfgsDefaults),
        new("lbfgs-few-steps", LbfgsFewSteps),
        new("lbfgs-l1-and-weights", LbfgsL1),
        new("sdca-regression", SdcaRegression),
        new("sdca-logistic-regression", SdcaLogistic),
        new("sdca-maximum-entropy", SdcaMaximumEntropy) { Tolerance = 5e-3, Reason = Magnified },
        new("sdca-non-calibrated", SdcaNonCalibrated),
        new("one-versus-all", OneVersusAll) { Tolerance = 1e-4, Reason = Steps },
        new("training-errors", Errors),
    ];

    private static void LbfgsLogistic(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 500);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = "Positive",
            OptimizationTolerance = 1e-9f,
            NumberOfThreads = 1,
        }).Fit(data);
        transcript.Add("weights", model.Model.SubModel.Weights);
        transcript.Add("bias", model.Model.SubModel.Bias);
        transcript.Add("slope", model.Model.Calibrator.Slope);
        transcript.AddSchema(model.Transform(data).Schema);
        transcript.AddRows(ml.Data.TakeRows(model.Transform(data), 10), "Score", "Probability", "PredictedLabel");
    }

    private static void LbfgsMaximumEntropy(MLContext ml, Transcript transcript)
    {
        var data = WithKey(ml, Examples.Load(ml, 500));
        var model = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            OptimizationTolerance = 1e-9f,
            NumberOfThreads = 1,
        }).Fit(data);
        VBuffer<float>[] weights = [];
        model.Model.GetWeights(ref weights, out var classes);
        transcript.Add("classes", classes);
        foreach (var row in weights)
            transcript.Add("weights", row.DenseValues());
        transcript.Add("biases", model.Model.GetBiases());
        var scored = model.Transform(data);
        transcript.AddSchema(scored.Schema);
        transcript.AddSlotNames(scored, "Score");
        transcript.AddRows(ml.Data.TakeRows(scored, 10), "Score", "PredictedLabel");
    }

    private static void LbfgsDefaults(MLContext ml, Transcript transcript)
    {
        var data = WithKey(ml, Examples.Load(ml, 500));
        var binary = ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Positive").Fit(data);
        transcript.Add("weights", binary.Model.SubModel.Weights);
        transcript.Add("bias", binary.Model.SubModel.Bias);
        var multiclass = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy().Fit(data);
        transcript.Add("biases", multiclass.Model.GetBiases());
        transcript.AddRows(ml.Data.TakeRows(multiclass.Transform(data), 10), "Score");
    }

    private static void LbfgsFewSteps(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 200);
        foreach (var steps in new[] { 1, 2, 5 })
        {
            var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                LabelColumnName = "Positive",
                MaximumNumberOfIterations = steps,
                NumberOfThreads = 1,
            }).Fit(data);
            transcript.Add($"weights {steps}", model.Model.SubModel.Weights);
            transcript.Add($"bias {steps}", model.Model.SubModel.Bias);
        }
    }

    private static void LbfgsL1(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 300);
        foreach (var l1 in new[] { 3f, 20f })
        {
            var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                LabelColumnName = "Positive",
                ExampleWeightColumnName = "Weight",
                L1Regularization = l1,
                L2Regularization = 0.5f,
                OptimizationTolerance = 1e-9f,
                NumberOfThreads = 1,
            }).Fit(data);
            transcript.Add($"weights {l1}", model.Model.SubModel.Weights);
            transcript.Add($"bias {l1}", model.Model.SubModel.Bias);
        }
    }

    private static void SdcaRegression(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 500);
        var model = ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            LabelColumnName = "Target",
            L2Regularization = 1e-3f,
            L1Regularization = 0,
            ConvergenceTolerance = 1e-5f,
            MaximumNumberOfIterations = 300,
            NumberOfThreads = 1,
        }).Fit(data);
        transcript.Add("weights", model.Model.Weights);
        transcript.Add("bias", model.Model.Bias);
        transcript.AddSchema(model.Transform(data).Schema);
        transcript.Add("metrics", ml.Regression.Evaluate(model.Transform(data), "Target"));
    }

    private static void SdcaLogistic(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 500);
        var model = ml.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = "Positive",
            L2Regularization = 1e-2f,
            L1Regularization = 0,
            ConvergenceTolerance = 1e-5f,
            MaximumNumberOfIterations = 300,
            NumberOfThreads = 1,
        }).Fit(data);
        transcript.Add("weights", model.Model.SubModel.Weights);
        transcript.Add("bias", model.Model.SubModel.Bias);
        transcript.AddSchema(model.Transform(data).Schema);
        transcript.AddRows(ml.Data.TakeRows(model.Transform(data), 10), "Score", "Probability");
    }

    private static void SdcaMaximumEntropy(MLContext ml, Transcript transcript)
    {
        var data = WithKey(ml, Examples.Load(ml, 500));
        var model = ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            L2Regularization = 1e-2f,
            L1Regularization = 0,
            ConvergenceTolerance = 1e-5f,
            MaximumNumberOfIterations = 300,
            NumberOfThreads = 1,
        }).Fit(data);
        // The scores of all classes may be moved together; what is said of the classes may not.
        var scored = model.Transform(data);
        transcript.AddSchema(scored.Schema);
        transcript.AddRows(ml.Data.TakeRows(scored, 20), "Score");
    }

    private static void SdcaNonCalibrated(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 500);
        var model = ml.BinaryClassification.Trainers.SdcaNonCalibrated(new SdcaNonCalibratedBinaryTrainer.Options
        {
            LabelColumnName = "Positive",
            LossFunction = new SmoothedHingeLoss(1),
            L2Regularization = 1e-2f,
            L1Regularization = 0,
            ConvergenceTolerance = 1e-5f,
            MaximumNumberOfIterations = 300,
            NumberOfThreads = 1,
        }).Fit(data);
        transcript.Add("weights", model.Model.Weights);
        transcript.Add("bias", model.Model.Bias);
        transcript.AddSchema(model.Transform(data).Schema);
    }

    private static void OneVersusAll(MLContext ml, Transcript transcript)
    {
        var data = WithKey(ml, Examples.Load(ml, 400));
        var binary = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            NumberOfThreads = 1,
        });
        var scored = ml.MulticlassClassification.Trainers.OneVersusAll(binary).Fit(data).Transform(data);
        transcript.AddSchema(scored.Schema);
        transcript.AddRows(ml.Data.TakeRows(scored, 20), "Score", "PredictedLabel");
        transcript.Add("metrics", ml.MulticlassClassification.Evaluate(scored));
    }

    private static void Errors(MLContext ml, Transcript transcript)
    {
        var data = Examples.Load(ml, 30);
        var binary = ml.BinaryClassification.Trainers;
        transcript.AddError("no label", () => binary.LbfgsLogisticRegression("Nope").Fit(data));
        transcript.AddError("no features", () => binary.LbfgsLogisticRegression("Positive", "Nope").Fit(data));
        transcript.AddError("label of text", () => binary.LbfgsLogisticRegression("Kind").Fit(data));
        transcript.AddError("features of text", () => binary.LbfgsLogisticRegression("Positive", "Kind").Fit(data));
        transcript.AddError("multiclass without key", () => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Kind").Fit(data));
        transcript.AddError("regression on Boolean", () => ml.Regression.Trainers.Sdca("Positive").Fit(data));
        transcript.AddError("no rows", () => binary.LbfgsLogisticRegression("Positive").Fit(ml.Data.FilterRowsByColumn(data, "Id", 1000)));
        transcript.AddError("no rows for SDCA", () => binary.SdcaLogisticRegression("Positive").Fit(ml.Data.FilterRowsByColumn(data, "Id", 1000)));
        transcript.AddError("negative penalty", () => binary.LbfgsLogisticRegression("Positive", l2Regularization: -1).Fit(data));
        transcript.AddError("tolerance of zero", () => binary.LbfgsLogisticRegression("Positive", optimizationTolerance: 0).Fit(data));
        transcript.AddError("history of zero", () => binary.LbfgsLogisticRegression("Positive", historySize: 0).Fit(data));
        transcript.AddError("no iterations of SDCA", () => binary.SdcaLogisticRegression("Positive", maximumNumberOfIterations: 0).Fit(data));
    }

    private static IDataView WithKey(MLContext ml, IDataView data) =>
        ml.Transforms.Conversion.MapValueToKey("Label", "Kind", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(data).Transform(data);
}
