using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>Trains a network to predict a class: softmax over as many outputs as the label's key has values, cross-entropy.</summary>
public sealed class MulticlassNetworkTrainer : NetworkTrainer<MulticlassNetworkTransformer, NetworkModel>
{
    internal MulticlassNetworkTrainer(IHostEnvironment env, NetworkOptions options)
        : base(env, options, new ClassLabel(options.LabelColumnName))
    {
    }

    private protected override NetworkTask CreateTask(LabelClasses? classes) => new ClassificationTask(
        classes!, Weighting(classes!), NetworkOutput.ClassProbabilities,
        new SoftmaxCrossEntropy { LabelSmoothing = Options.LabelSmoothing });

    private protected override MulticlassNetworkTransformer Wrap(
        NetworkTask task, Network<float> network, TrainingResult result, DataViewSchema schema)
    {
        var model = new NetworkModel(task.Output, network, result, Predictor(network)) { ClassNames = task.ClassNames };
        return new MulticlassNetworkTransformer(model, Options.FeatureColumnName, ((ClassificationTask)task).LabelValues);
    }
}

/// <summary>Trains a network to tell true from false: one output, the logit of true, binary cross-entropy.</summary>
public sealed class BinaryNetworkTrainer : NetworkTrainer<BinaryPredictionTransformer<BinaryNetworkModel>, BinaryNetworkModel>
{
    internal BinaryNetworkTrainer(IHostEnvironment env, NetworkOptions options)
        : base(env, options, new TruthLabel(options.LabelColumnName))
    {
        if (options.LabelSmoothing > 0)
        {
            throw new ArgumentException(
                $"{nameof(NetworkOptions.LabelSmoothing)} is for multiclass classification; found {options.LabelSmoothing}.",
                nameof(options));
        }
    }

    private protected override NetworkTask CreateTask(LabelClasses? classes) =>
        new ClassificationTask(classes!, Weighting(classes!), NetworkOutput.Logit, new BinaryCrossEntropy());

    private protected override BinaryPredictionTransformer<BinaryNetworkModel> Wrap(
        NetworkTask task, Network<float> network, TrainingResult result, DataViewSchema schema) =>
        BinaryModelTransformer.Wrap(
            Environment, new BinaryNetworkModel(network, result, Predictor(network)), schema, Options.FeatureColumnName);
}

/// <summary>
/// Trains a network to predict a number: one output, mean squared error. Targets are standardized inside by the training rows; scores, the
/// history's losses and the least improvement of early stopping are in the target's units (losses in its square).
/// </summary>
public sealed class RegressionNetworkTrainer : NetworkTrainer<RegressionNetworkTransformer, NetworkModel>
{
    internal RegressionNetworkTrainer(IHostEnvironment env, NetworkOptions options)
        : base(env, options, new NumberLabel(options.LabelColumnName))
    {
        if (options.ClassWeights.Count > 0 || options.BalanceClasses || options.LabelSmoothing > 0)
        {
            throw new ArgumentException(
                $"{nameof(NetworkOptions.ClassWeights)}, {nameof(NetworkOptions.BalanceClasses)} "
                + $"and {nameof(NetworkOptions.LabelSmoothing)} are for classification.",
                nameof(options));
        }
    }

    private protected override NetworkTask CreateTask(LabelClasses? classes) =>
        new RegressionTask(Options.WarmStart?.TargetMean, Options.WarmStart?.TargetDeviation);

    private protected override RegressionNetworkTransformer Wrap(
        NetworkTask task, Network<float> network, TrainingResult result, DataViewSchema schema)
    {
        var (mean, deviation) = ((RegressionTask)task).Scale;
        var model = new NetworkModel(task.Output, network, result, Predictor(network))
        {
            TargetMean = mean,
            TargetDeviation = deviation,
            TargetRange = Options.ClampsTargets ? ((RegressionTask)task).Range : null,
        };
        return new RegressionNetworkTransformer(model, Options.FeatureColumnName);
    }
}
