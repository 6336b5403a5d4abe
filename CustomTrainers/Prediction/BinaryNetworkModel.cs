using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A network that tells true from false, inside ML.NET's <see cref="Microsoft.ML.Data.BinaryPredictionTransformer{TModel}"/>, which adds
/// <c>PredictedLabel</c> (whether the score is above 0; false for a missing score), <c>Score</c> (the logit of true) and <c>Probability</c>
/// (of true: 1 / (1 + exp(−score))). A row with a missing (NaN) or infinite feature has the score NaN.
/// </summary>
public sealed class BinaryNetworkModel : NetworkModel, IBinaryModel, ISavable<BinaryNetworkModel>
{
    internal BinaryNetworkModel(Network<float> network, TrainingResult training, INetworkEngine? engine = null)
        : base(NetworkOutput.Logit, network, training, engine)
    {
    }

    static string ISavable<BinaryNetworkModel>.Kind => "binary-network";

    IRowModel IBinaryModel.Scoring => this;

    IEnumerable<string> IBinaryModel.CategoryColumnNames => [];

    IReadOnlyList<DataViewSchema.Column> IBinaryModel.FindCategories(DataViewSchema schema) => [];

    void ISavable.SaveState(ComponentWriter writer) => NetworkState.Save(writer, this);

    static BinaryNetworkModel ISavable<BinaryNetworkModel>.LoadState(ComponentReader reader)
        => new(NetworkState.LoadNetwork(reader, outputs: 1), NetworkState.LoadTraining(reader));
}
