using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees;

[assembly: OwnKind<BinaryNetworkModel>]
[assembly: OwnKind<BinaryTreeModel>]

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A network that tells true from false, inside ML.NET's <see cref="Microsoft.ML.Data.BinaryPredictionTransformer{TModel}"/>, which adds
/// <c>PredictedLabel</c> (whether the score is above 0), <c>Score</c> (the logit of true) and <c>Probability</c>
/// (of true: 1 / (1 + exp(−score))). A row with a missing (NaN) or infinite feature is refused.
/// </summary>
public sealed class BinaryNetworkModel : NetworkModel, IBinaryModel, ISavable<BinaryNetworkModel>
{
    internal BinaryNetworkModel(Network<float> network, TrainingResult training, RowPrediction? predict = null)
        : base(NetworkOutput.Logit, network, training, predict)
    {
    }

    static string ISavable<BinaryNetworkModel>.Kind => "binary-network";

    void ISavable.SaveState(ComponentWriter writer) => Save(writer);

    static BinaryNetworkModel ISavable<BinaryNetworkModel>.LoadState(ComponentReader reader) =>
        new(LoadNetwork(reader, outputs: 1), LoadTraining(reader));
}

/// <summary>
/// Trees that tell true from false, inside ML.NET's <see cref="Microsoft.ML.Data.BinaryPredictionTransformer{TModel}"/>, which adds
/// <c>PredictedLabel</c> (whether the score is above 0), <c>Score</c> (the logit of true) and <c>Probability</c> (of true: 1 / (1 +
/// exp(−score))).
/// </summary>
public sealed class BinaryTreeModel : TreeModel, IBinaryModel, ISavable<BinaryTreeModel>
{
    internal BinaryTreeModel(BoostingResult result, TreeFeatures features)
        : base(result, features)
    {
    }

    internal override NetworkOutput Output => NetworkOutput.Logit;

    static string ISavable<BinaryTreeModel>.Kind => "binary-trees";

    void ISavable.SaveState(ComponentWriter writer) => Save(writer);

    static BinaryTreeModel ISavable<BinaryTreeModel>.LoadState(ComponentReader reader)
    {
        var (result, features) = TreeState.LoadSingle(reader);
        return new BinaryTreeModel(result, features);
    }
}
