using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A trained binary network. Adds <c>PredictedLabel</c> (whether the score is above 0; false for a missing score), <c>Score</c>
/// (the logit of true) and <c>Probability</c> (of true: 1 / (1 + exp(−score))).
/// </summary>
public sealed class BinaryNetworkTransformer : NetworkPredictionTransformer, ISavableTransformer<BinaryNetworkTransformer>
{
    internal BinaryNetworkTransformer(NetworkModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavableTransformer<BinaryNetworkTransformer>.Kind => "binary-network";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Binary;

    void ISavableTransformer.SaveState(ComponentWriter writer) => NetworkState.Save(writer, Model, FeatureColumnName);

    static BinaryNetworkTransformer ISavableTransformer<BinaryNetworkTransformer>.LoadState(ComponentReader reader)
    {
        var (model, column) = NetworkState.Load(reader, NetworkOutput.Logit);
        return new BinaryNetworkTransformer(model, column);
    }
}
