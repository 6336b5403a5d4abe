using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// The settings that learners of boosted trees share; the defaults are FastTree's, but for those of learners that stop by themselves.
/// </summary>
internal static class TreeSettings
{
    public static Setting<int> Trees { get; } = Setting.Integer(
        "trees", "rounds; each grows a tree, for several classes one for each", 100, 1);

    /// <summary>The same for a learner that stops by itself; null for that.</summary>
    public static Setting<int?> OpenTrees { get; } = Setting.IntegerOrAuto(
        "trees",
        "rounds; each grows a tree, for several classes one for each; auto: at most 2000, fewer where the validation loss gets no better",
        1);

    public static Setting<int> Leaves { get; } = Setting.Integer("leaves", "most leaves of a tree", 20, 2);

    public static Setting<double> Rate { get; } = RateOf(0.2);

    /// <summary>The same for a learner that stops by itself, and can take smaller steps.</summary>
    public static Setting<double> OpenRate { get; } = RateOf(0.05);

    public static Setting<int> LeafRows { get; } = Setting.Integer("leaf-rows", "fewest rows in a leaf", 10, 1);

    public static Setting<int> Bins { get; } = Setting.Integer("bins", "most bins of a feature that one tree sees", 255, 2, 255);

    public static Setting<double> FeatureFraction { get; } = Setting.Share(
        "feature-fraction", "share of the features that each tree may use", 1);

    /// <summary>Not of FastTree, which knows leaves alone.</summary>
    public static Setting<int> Depth { get; } = Setting.Integer("depth", "most splits between root and leaf, 0 for no limit", 0, 0);

    /// <summary>The settings of every learner of boosted trees, in the order in which results show them.</summary>
    public static IReadOnlyList<Setting> Shared { get; } = [Trees, Leaves, Rate, LeafRows, Bins, FeatureFraction];

    private static Setting<double> RateOf(double value) =>
        Setting.Number("rate", "what each tree's values are multiplied by", value, 0, minimumAllowed: false);
}

/// <summary>The size of ML.NET's models of trees: nodes and leaves of all trees, of all classes.</summary>
internal static class TreeSize
{
    /// <summary>A report with the size of a trained transformer's model; an empty one for a model that is not of trees.</summary>
    public static TrainingReport Describe(ITransformer transformer) =>
        transformer is ISingleFeaturePredictionTransformer<object> { Model: var model } ? new TrainingReport(Of(model), [])
            : TrainingReport.Empty;

    private static long? Of(object? model) => model switch
    {
        TreeEnsembleModelParametersBasedOnRegressionTree trees =>
            trees.TrainedTreeEnsemble.Trees.Sum(tree => (long)tree.NumberOfNodes + tree.NumberOfLeaves),
        CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> calibrated => Of(calibrated.SubModel),
        CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator> calibrated => Of(calibrated.SubModel),
        OneVersusAllModelParameters classes => SubModels.Of(classes).Select(Of).Aggregate((long?)0, (sum, size) => sum + size),
        _ => null,
    };
}
