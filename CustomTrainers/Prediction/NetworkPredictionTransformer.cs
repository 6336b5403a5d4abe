namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>A trained network as a transformer.</summary>
/// <remarks>
/// A row with a missing (NaN) or infinite feature gets NaN scores and a missing label, as ML.NET marks missing values;
/// it is never scored as something else.
/// </remarks>
public abstract class NetworkPredictionTransformer : PredictionTransformer<NetworkModel>
{
    private protected NetworkPredictionTransformer(NetworkModel model, string featureColumnName)
        : base(model, featureColumnName, model.FeatureCount)
    {
    }

    private protected override IRowModel Scoring => Model;
}
