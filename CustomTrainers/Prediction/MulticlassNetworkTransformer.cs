using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A trained multiclass network. Adds <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a vector of
/// class probabilities, the softmax of the network's outputs, summing to 1).
/// </summary>
public sealed class MulticlassNetworkTransformer : NetworkPredictionTransformer, ISavable<MulticlassNetworkTransformer>
{
    private readonly LabelValues? _labels;

    internal MulticlassNetworkTransformer(NetworkModel model, string featureColumnName, LabelValues? labels)
        : base(model, featureColumnName)
    {
        _labels = labels;
        OutputColumns = PredictionColumns.Multiclass(model.OutputCount, labels);
    }

    static string ISavable<MulticlassNetworkTransformer>.Kind => "multiclass-network";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; }

    void ISavable.SaveState(ComponentWriter writer)
    {
        FeatureColumnState.Save(writer, FeatureColumnName);
        NetworkState.Save(writer, Model);
        LabelState.Save(writer, _labels);
    }

    static MulticlassNetworkTransformer ISavable<MulticlassNetworkTransformer>.LoadState(ComponentReader reader)
    {
        var labels = LabelState.Load(reader);
        var model = new NetworkModel(NetworkOutput.ClassProbabilities, NetworkState.LoadNetwork(reader), NetworkState.LoadTraining(reader)) { ClassNames = labels?.Names };
        if (labels is not null && labels.Names.Count != model.OutputCount)
            throw reader.Error($"there are {labels.Names.Count} label values for {model.OutputCount} classes");
        return new MulticlassNetworkTransformer(model, FeatureColumnState.Load(reader), labels);
    }
}
