using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>Trains a network to predict a class: softmax over as many outputs as the label's key has values, cross-entropy.</summary>
public sealed class MulticlassNetworkTrainer : NetworkTrainer<MulticlassNetworkTransformer, NetworkModel>
{
    internal MulticlassNetworkTrainer(IHostEnvironment env, NetworkOptions options)
        : base(env, options)
    {
    }

    private protected override TaskLabel Label => new ClassLabel(Options.LabelColumnName);

    private protected override NetworkTask Bind(DataViewSchema schema)
    {
        var (column, classes) = LabelColumn.FindKey(schema, Options.LabelColumnName);
        var values = LabelValues.Read(column);
        return new ClassificationTask(Options, classes, binary: false, c => values is null ? $"with key {c + 1}" : $"'{values.Names[c]}'") { LabelValues = values };
    }

    private protected override MulticlassNetworkTransformer Wrap(NetworkTask task, Network<float> network, TrainingResult result, DataViewSchema schema)
    {
        var values = ((ClassificationTask)task).LabelValues;
        return new MulticlassNetworkTransformer(
            new NetworkModel(task.Output, network, result, Options.Engine) { ClassNames = task.ClassNames }, Options.FeatureColumnName, values);
    }
}
