using Microsoft.ML;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// Trains a network to predict a number: one output, mean squared error. Targets are standardized inside by the training
/// rows; scores and the history's losses are in the target's units (the losses in its square).
/// </summary>
public sealed class RegressionNetworkTrainer : NetworkTrainer<RegressionNetworkTransformer>
{
    internal RegressionNetworkTrainer(NetworkOptions options)
        : base(options)
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

    private protected override RegressionNetworkTransformer Wrap(NetworkTask task, Network<float> network, TrainingResult result)
    {
        var (mean, deviation) = ((RegressionTask)task).Scale;
        var model = new NetworkModel(NetworkOutput.Number, network, InUnits(result, deviation * deviation), Options.Engine) { TargetMean = mean, TargetDeviation = deviation };
        return new RegressionNetworkTransformer(model, Options.FeatureColumnName);
    }

    /// <summary>The history with its losses, squares of standardized errors, in squares of the target's units.</summary>
    private static TrainingResult InUnits(TrainingResult result, double variance) => result with
    {
        History = new TrainingHistory([.. result.History.Entries.Select(entry => entry with
        {
            BatchLoss = entry.BatchLoss * variance,
            Monitors = [.. entry.Monitors.Select(m => m with { Loss = m.Loss * variance })],
        })]),
    };
}
