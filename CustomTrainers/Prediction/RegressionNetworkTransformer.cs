using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>A trained network that predicts a number. Adds <c>Score</c>, in the target's units.</summary>
public sealed class RegressionNetworkTransformer : NetworkPredictionTransformer, ISavable<RegressionNetworkTransformer>
{
    internal RegressionNetworkTransformer(NetworkModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavable<RegressionNetworkTransformer>.Kind => "regression-network";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns => PredictionColumns.Regression;

    void ISavable.SaveState(ComponentWriter writer)
    {
        FeatureColumnState.Save(writer, FeatureColumnName);
        NetworkState.Save(writer, Model);
    }

    static RegressionNetworkTransformer ISavable<RegressionNetworkTransformer>.LoadState(ComponentReader reader)
    {
        var (mean, deviation) = NetworkState.LoadTargets(reader);
        var model = new NetworkModel(NetworkOutput.Number, NetworkState.LoadNetwork(reader, outputs: 1), NetworkState.LoadTraining(reader))
        {
            TargetMean = mean,
            TargetDeviation = deviation,
        };
        return new RegressionNetworkTransformer(model, FeatureColumnState.Load(reader));
    }
}
