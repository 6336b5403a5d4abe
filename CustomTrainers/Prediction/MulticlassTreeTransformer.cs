using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Trained trees that predict a class. Adds <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a vector of class
/// probabilities, the softmax of the trees' outputs, summing to 1).
/// </summary>
public sealed class MulticlassTreeTransformer : TreePredictionTransformer, ISavableTransformer<MulticlassTreeTransformer>
{
    private const string LabelValuesName = "labelValues";

    private readonly LabelValues? _labels;

    internal MulticlassTreeTransformer(TreeModel model, string featureColumnName, LabelValues? labels)
        : base(model, featureColumnName)
    {
        _labels = labels;
        OutputColumns = PredictionColumns.Multiclass(model.OutputCount, labels);
    }

    static string ISavableTransformer<MulticlassTreeTransformer>.Kind => "multiclass-trees";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; }

    void ISavableTransformer.SaveState(ComponentWriter writer)
    {
        TreeState.Save(writer, Model, FeatureColumnName);
        if (_labels is not null)
            writer.Set(LabelValuesName, _labels.ToSaved());
    }

    static MulticlassTreeTransformer ISavableTransformer<MulticlassTreeTransformer>.LoadState(ComponentReader reader)
    {
        var labels = reader.Find<SavedValues>(LabelValuesName) is { } saved ? LabelValues.FromSaved(saved) : null;
        var (model, column) = TreeState.LoadClasses(reader, labels?.Names);
        return new MulticlassTreeTransformer(model, column, labels);
    }
}
