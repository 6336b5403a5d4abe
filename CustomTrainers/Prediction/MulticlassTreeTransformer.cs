using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// Trained trees that predict a class. Adds <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a vector of class
/// probabilities, the softmax of the trees' outputs, summing to 1).
/// </summary>
public sealed class MulticlassTreeTransformer : TreePredictionTransformer, ISavable<MulticlassTreeTransformer>
{
    private readonly LabelValues? _labels;

    internal MulticlassTreeTransformer(TreeModel model, string featureColumnName, LabelValues? labels)
        : base(model, featureColumnName)
    {
        _labels = labels;
        OutputColumns = PredictionColumns.Multiclass(model.OutputCount, labels);
    }

    static string ISavable<MulticlassTreeTransformer>.Kind => "multiclass-trees";

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; }

    void ISavable.SaveState(ComponentWriter writer)
    {
        FeatureColumnState.Save(writer, FeatureColumnName);
        TreeState.Save(writer, Model);
        LabelState.Save(writer, _labels);
    }

    static MulticlassTreeTransformer ISavable<MulticlassTreeTransformer>.LoadState(ComponentReader reader)
    {
        var labels = LabelState.Load(reader);
        var (result, features) = TreeState.LoadClasses(reader, labels?.Names);
        return new MulticlassTreeTransformer(new TreeModel(result, features) { ClassNames = labels?.Names }, FeatureColumnState.Load(reader), labels);
    }
}
