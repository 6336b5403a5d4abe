using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Trained trees that predict a class. Adds <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a vector of class
/// probabilities, the softmax of the trees' outputs, summing to 1).
/// </summary>
public sealed class MulticlassTreeTransformer : TreePredictionTransformer
{
    private readonly LabelValues? _labels;

    internal MulticlassTreeTransformer(TreeModel model, string featureColumnName, LabelValues? labels)
        : base(model, featureColumnName)
    {
        _labels = labels;
        OutputColumns = PredictionColumns.Multiclass(model.OutputCount, labels);
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; }
}
