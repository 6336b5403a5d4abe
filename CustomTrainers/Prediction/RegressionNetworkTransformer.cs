using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>A trained network that predicts a number. Adds <c>Score</c>, in the target's units.</summary>
public sealed class RegressionNetworkTransformer : NetworkPredictionTransformer, ISavableTransformer<RegressionNetworkTransformer>
{
    internal RegressionNetworkTransformer(NetworkModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavableTransformer<RegressionNetworkTransformer>.Kind => "regression-network";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Regression;

    void ISavableTransformer.SaveState(ComponentWriter writer) => NetworkState.Save(writer, Model, FeatureColumnName);

    static RegressionNetworkTransformer ISavableTransformer<RegressionNetworkTransformer>.LoadState(ComponentReader reader)
    {
        var (model, column) = NetworkState.Load(reader, NetworkOutput.Number);
        return new RegressionNetworkTransformer(model, column);
    }
}
