using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>Trains a network to tell true from false: one output, the logit of true, binary cross-entropy.</summary>
public sealed class BinaryNetworkTrainer : NetworkTrainer<BinaryPredictionTransformer<BinaryNetworkModel>, BinaryNetworkModel>
{
    internal BinaryNetworkTrainer(IHostEnvironment env, NetworkOptions options)
        : base(env, options)
    {
        if (options.LabelSmoothing > 0)
            throw new ArgumentException($"{nameof(NetworkOptions.LabelSmoothing)} is for multiclass classification; found {options.LabelSmoothing}.", nameof(options));
    }

    private protected override TaskLabel Label => new TruthLabel(Options.LabelColumnName);

    private protected override NetworkTask Bind(DataViewSchema schema)
    {
        LabelColumn.FindBoolean(schema, Options.LabelColumnName);
        return new ClassificationTask(Options, 2, binary: true, c => c == 1 ? "true" : "false");
    }

    private protected override BinaryPredictionTransformer<BinaryNetworkModel> Wrap(NetworkTask task, Network<float> network, TrainingResult result, DataViewSchema schema)
        => BinaryPrediction.Wrap(Environment, new BinaryNetworkModel(network, result, Options.Engine), schema, Options.FeatureColumnName);
}
