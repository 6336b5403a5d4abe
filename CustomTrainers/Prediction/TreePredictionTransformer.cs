using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>Trained trees as a transformer.</summary>
/// <remarks>
/// A missing value (NaN, the missing key) goes to the side that each split learned for it; so does a category that was not seen in
/// training. An infinite value lies beyond every threshold on its side.
/// </remarks>
public abstract class TreePredictionTransformer : PredictionTransformer<TreeModel>
{
    private protected TreePredictionTransformer(TreeModel model, string featureColumnName)
        : base(model, featureColumnName, model.Features.Width)
    {
    }

    private protected override IRowModel Scoring => Model;

    private protected override IReadOnlyList<DataViewSchema.Column> FindCategories(DataViewSchema inputSchema)
        => Model.FindCategories(inputSchema);
}
