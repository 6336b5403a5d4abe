using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// The baseline that looks at no feature: boosted trees whose only tree may not be split, which leaves what they start from. A learner that
/// is not better has learned nothing.
/// </summary>
internal static class ConstantLearner
{
    public const string Name = "constant";

    public static LearnerKind Kind { get; } = new(
        Name,
        "baseline: what is known without any feature: the share of each class in the training rows, or their mean",
        [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression],
        [],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings) => new()
    {
        Name = name,
        Settings = settings,
        Missing = MissingFeatures.Kept,
        CreateTrainer = (ml, context) => BoostedTreesLearner.Trainer(ml, task, new GradientBoostedTreesOptions
        {
            FeatureColumnName = Columns.Features,
            LabelColumnName = Columns.Label,
            NumberOfTrees = 1,
            MinimumExampleCountPerLeaf = int.MaxValue,
            TargetEncodingMinimumCategories = 0,
            Threads = context.Threads,
            CancellationToken = context.Cancellation,
        }),
        Describe = Describe,
    };

    private static TrainingReport Describe(ITransformer transformer) =>
        transformer is ISingleFeaturePredictionTransformer<TreeModel> { Model: var model }
            ? new(model.Ensemble.OutputCount, []) : TrainingReport.Empty;
}
