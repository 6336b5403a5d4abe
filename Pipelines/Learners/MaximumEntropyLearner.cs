using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlPipelines.Data;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The linear baseline: ML.NET's <c>LbfgsMaximumEntropy</c>, multinomial logistic regression by L-BFGS.</summary>
internal static class MaximumEntropyLearner
{
    /// <summary>The settings of ML.NET's linear trainers by L-BFGS.</summary>
    public static IReadOnlyList<SettingDefinition> Definitions { get; } =
    [
        SettingDefinition.Number("l2", "weight of the squared L2 norm in the loss", 1, 0),
        SettingDefinition.Number("l1", "weight of the L1 norm in the loss", 0, 0),
        SettingDefinition.Number("tolerance", "relative improvement at which the optimization stops", 1e-4, 0, minimumAllowed: false),
        SettingDefinition.Integer("iterations", "most iterations of L-BFGS", 200, 1),
        Setting.Scaling(FeatureScaling.Standardize),
    ];

    public static LearnerKind Kind { get; } = new(
        "lbfgs-maximum-entropy",
        "linear: ML.NET's LbfgsMaximumEntropy, multinomial logistic regression by L-BFGS",
        [LearningTask.Multiclass],
        [.. Definitions],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings) => new()
    {
        Name = name,
        Settings = settings,
        Scaling = FeatureScaling.Named(settings[Setting.ScalingName]),
        CreateTrainer = (ml, _) => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
            new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                LabelColumnName = Columns.Label,
                FeatureColumnName = Columns.Features,
                L1Regularization = (float)settings.GetNumber("l1"),
                L2Regularization = (float)settings.GetNumber("l2"),
                OptimizationTolerance = (float)settings.GetNumber("tolerance"),
                MaximumNumberOfIterations = settings.GetInteger("iterations"),
                NumberOfThreads = 1, // sums in an order of their own, whatever runs beside it
            }),
        Describe = Describe,
    };

    private static TrainingReport Describe(ITransformer transformer)
    {
        if (transformer is not ISingleFeaturePredictionTransformer<MaximumEntropyModelParameters> { Model: var model })
            return TrainingReport.Empty;
        VBuffer<float>[] weights = [];
        model.GetWeights(ref weights, out int classes);
        return new TrainingReport(weights.Sum(row => (long)row.Length) + classes, []);
    }
}
