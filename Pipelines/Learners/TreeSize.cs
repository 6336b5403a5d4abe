using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The size of ML.NET's models of trees: nodes and leaves of all trees, of all classes.</summary>
internal static class TreeSize
{
    /// <summary>A report with the size of a trained transformer's model; an empty one for a model that is not of trees.</summary>
    public static TrainingReport Describe(ITransformer transformer) =>
        transformer is ISingleFeaturePredictionTransformer<object> { Model: var model } ? new TrainingReport(Of(model), []) : TrainingReport.Empty;

    private static long? Of(object? model) => model switch
    {
        TreeEnsembleModelParametersBasedOnRegressionTree trees => trees.TrainedTreeEnsemble.Trees.Sum(tree => (long)tree.NumberOfNodes + tree.NumberOfLeaves),
        CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> calibrated => Of(calibrated.SubModel),
        CalibratedModelParametersBase<LightGbmBinaryModelParameters, PlattCalibrator> calibrated => Of(calibrated.SubModel),
        OneVersusAllModelParameters classes => SubModels.Of(classes).Select(Of).Aggregate((long?)0, (sum, size) => sum + size),
        _ => null,
    };
}
