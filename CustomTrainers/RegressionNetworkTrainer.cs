using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Trains a network to predict a number: one output, mean squared error. Targets are standardized inside by the training
/// rows; scores, the history's losses and the least improvement of early stopping are in the target's units (losses in its square).
/// </summary>
public sealed class RegressionNetworkTrainer : NetworkTrainer<RegressionNetworkTransformer, NetworkModel>
{
    internal RegressionNetworkTrainer(IHostEnvironment env, NetworkOptions options)
        : base(env, options)
    {
        if (options.ClassWeights.Count > 0 || options.BalanceClasses || options.LabelSmoothing > 0)
            throw new ArgumentException(
                $"{nameof(NetworkOptions.ClassWeights)}, {nameof(NetworkOptions.BalanceClasses)} and {nameof(NetworkOptions.LabelSmoothing)} are for classification.", nameof(options));
    }

    private protected override TaskLabel Label => new NumberLabel(Options.LabelColumnName);

    private protected override NetworkTask Bind(DataViewSchema schema)
    {
        Label.Find(schema);
        return new RegressionTask(Options.WarmStart?.TargetMean, Options.WarmStart?.TargetDeviation);
    }

    private protected override RegressionNetworkTransformer Wrap(NetworkTask task, Network<float> network, TrainingResult result, DataViewSchema schema)
    {
        var (mean, deviation) = ((RegressionTask)task).Scale;
        var model = new NetworkModel(task.Output, network, result, Options.Engine) { TargetMean = mean, TargetDeviation = deviation };
        return new RegressionNetworkTransformer(model, Options.FeatureColumnName);
    }
}
