using Microsoft.ML;
using Microsoft.ML.Trainers;
using MlPipelines.Data;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The linear baseline for numbers: ML.NET's <c>Sdca</c>, ridge regression by dual coordinate ascent.</summary>
internal static class SdcaRegressionLearner
{
    public static LearnerKind Kind { get; } = new(
        "sdca-regression",
        "linear: ML.NET's Sdca, least squares with penalties by dual coordinate ascent",
        [LearningTask.Regression],
        [
            SettingDefinition.Number("l2", "weight of the squared L2 norm in the loss, 0 for ML.NET's choice by the number of rows", 0, 0),
            SettingDefinition.Number("l1", "weight of the L1 norm in the loss", 0, 0),
            SettingDefinition.Integer("iterations", "most passes over the rows", 100, 1),
            Setting.Scaling(FeatureScaling.Standardize),
        ],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings) => new()
    {
        Name = name,
        Settings = settings,
        Scaling = FeatureScaling.Named(settings[Setting.ScalingName]),
        CreateTrainer = (ml, _) => ml.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            LabelColumnName = Columns.Label,
            FeatureColumnName = Columns.Features,
            L1Regularization = (float)settings.GetNumber("l1"),
            L2Regularization = settings.GetNumber("l2") is > 0 and var l2 ? (float)l2 : null,
            MaximumNumberOfIterations = settings.GetInteger("iterations"),
            NumberOfThreads = 1, // parallel updates race with one another, and the result with them
        }),
        Describe = transformer => transformer is ISingleFeaturePredictionTransformer<LinearRegressionModelParameters> { Model: var model }
            ? new TrainingReport(model.Weights.Count + 1, [])
            : TrainingReport.Empty,
    };
}
