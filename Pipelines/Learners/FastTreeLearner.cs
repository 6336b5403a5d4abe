using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using MlPipelines.Data.Rows;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// ML.NET's own boosted trees, <c>FastTree</c>; it knows two classes alone, so that several are learned one against the rest.
/// </summary>
internal static class FastTreeLearner
{
    public static LearnerKind Kind { get; } = new(
        "fast-tree",
        "boosted trees: ML.NET's FastTree, for several classes one classifier of each against the rest",
        [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression],
        [.. TreeSettings.Shared, SharedSettings.NoScaling],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings) => new()
    {
        Name = name,
        Settings = settings,
        Scaling = settings.Get(SharedSettings.NoScaling),
        CreateTrainer = (ml, context) => Trainer(ml, task, settings, context),
        Describe = TreeSize.Describe,
    };

    private static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, Settings settings, TrainingContext context) =>
        task switch
        {
            LearningTask.Multiclass => ml.MulticlassClassification.Trainers.OneVersusAll(
                ml.BinaryClassification.Trainers.FastTree(Set(new FastTreeBinaryTrainer.Options(), settings, context)), Columns.Label),
            LearningTask.Binary => ml.BinaryClassification.Trainers.FastTree(Set(new FastTreeBinaryTrainer.Options(), settings, context)),
            _ => ml.Regression.Trainers.FastTree(Set(new FastTreeRegressionTrainer.Options(), settings, context)),
        };

    private static TOptions Set<TOptions>(TOptions options, Settings settings, TrainingContext context)
        where TOptions : BoostedTreeOptions
    {
        options.LabelColumnName = Columns.Label;
        options.FeatureColumnName = Columns.Features;
        options.NumberOfTrees = settings.Get(TreeSettings.Trees);
        options.NumberOfLeaves = settings.Get(TreeSettings.Leaves);
        options.LearningRate = settings.Get(TreeSettings.Rate);
        options.MinimumExampleCountPerLeaf = settings.Get(TreeSettings.LeafRows);
        options.MaximumBinCountPerFeature = settings.Get(TreeSettings.Bins);
        options.FeatureFraction = settings.Get(TreeSettings.FeatureFraction);
        options.Seed = options.FeatureSelectionSeed = context.Seed;
        options.NumberOfThreads = context.Threads;
        return options;
    }
}
