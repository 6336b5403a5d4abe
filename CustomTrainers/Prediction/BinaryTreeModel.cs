using Microsoft.ML;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Numerics.Trees;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Trees that tell true from false, inside ML.NET's <see cref="Microsoft.ML.Data.BinaryPredictionTransformer{TModel}"/>, which adds
/// <c>PredictedLabel</c> (whether the score is above 0), <c>Score</c> (the logit of true) and <c>Probability</c> (of true: 1 / (1 + exp(−score))).
/// </summary>
public sealed class BinaryTreeModel : TreeModel, IBinaryModel, ISavable<BinaryTreeModel>
{
    internal BinaryTreeModel(BoostingResult result, TreeFeatures features)
        : base(result, features)
    {
    }

    static string ISavable<BinaryTreeModel>.Kind => "binary-trees";

    IRowModel IBinaryModel.Scoring => this;

    IEnumerable<string> IBinaryModel.CategoryColumnNames => Features.CategoryColumns.Select(column => column.Name);

    IReadOnlyList<DataViewSchema.Column> IBinaryModel.FindCategories(DataViewSchema schema) => FindCategories(schema);

    void ISavable.SaveState(ComponentWriter writer) => TreeState.Save(writer, this);

    static BinaryTreeModel ISavable<BinaryTreeModel>.LoadState(ComponentReader reader)
    {
        var (result, features) = TreeState.LoadSingle(reader);
        return new BinaryTreeModel(result, features);
    }
}
