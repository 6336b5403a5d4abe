using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using MlPipelines.Data;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The linear baseline for two classes: ML.NET's <c>LbfgsLogisticRegression</c>.</summary>
internal static class LogisticRegressionLearner
{
    public static LearnerKind Kind { get; } = new(
        "lbfgs-logistic-regression",
        "linear: ML.NET's LbfgsLogisticRegression, logistic regression by L-BFGS",
        [LearningTask.Binary],
        [.. MaximumEntropyLearner.Definitions],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings) => new()
    {
        Name = name,
        Settings = settings,
        Scaling = FeatureScaling.Named(settings[Setting.ScalingName]),
        CreateTrainer = (ml, _) => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(
            new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                LabelColumnName = Columns.Label,
                FeatureColumnName = Columns.Features,
                L1Regularization = (float)settings.GetNumber("l1"),
                L2Regularization = (float)settings.GetNumber("l2"),
                OptimizationTolerance = (float)settings.GetNumber("tolerance"),
                MaximumNumberOfIterations = settings.GetInteger("iterations"),
                NumberOfThreads = 1, // sums in an order of their own, whatever runs beside it
            }),
        Describe = transformer =>
            transformer is ISingleFeaturePredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> { Model.SubModel: var model }
                ? new TrainingReport(model.Weights.Count + 1, [])
                : TrainingReport.Empty,
    };
}
