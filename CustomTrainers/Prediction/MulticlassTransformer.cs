using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Onnx;

[assembly: OwnKind<MulticlassNetworkTransformer>]
[assembly: OwnKind<MulticlassTreeTransformer>]

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A trained model that predicts a class. Adds <c>PredictedLabel</c> (a key with the label's values) and <c>Score</c> (a vector of class
/// probabilities, the softmax of the model's outputs, summing to 1).
/// </summary>
/// <typeparam name="TModel">What was learned.</typeparam>
public abstract class MulticlassTransformer<TModel> : PredictionTransformer<TModel>
    where TModel : TrainedModel
{
    private readonly LabelValues? _labels;

    private protected MulticlassTransformer(TModel model, string featureColumnName, LabelValues? labels)
        : base(model, featureColumnName)
    {
        _labels = labels;
        OutputColumns = PredictionColumns.Multiclass<RowScorer>(model.OutputCount, labels);
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; }

    private protected override void AddOnnx(OnnxColumns columns, OnnxValue scores) =>
        PredictionColumns.AddMulticlass(columns, scores, Model.OutputCount);

    private protected override void SaveState(ComponentWriter writer)
    {
        base.SaveState(writer);
        LabelValues.Save(writer, _labels);
    }

    private protected static TSelf Load<TSelf>(
        ComponentReader reader, Func<ComponentReader, IReadOnlyList<string>?, TModel> load,
        Func<TModel, string, LabelValues?, TSelf> create)
    {
        var labels = LabelValues.Load(reader);
        var model = load(reader, labels?.Names);
        if (labels is not null && labels.Names.Count != model.OutputCount)
            throw reader.Error($"there are {labels.Names.Count} label values for {model.OutputCount} classes");
        return create(model, LoadFeatureColumn(reader), labels);
    }
}

/// <summary>A trained network that predicts a class.</summary>
public sealed class MulticlassNetworkTransformer : MulticlassTransformer<NetworkModel>, ISavable<MulticlassNetworkTransformer>
{
    internal MulticlassNetworkTransformer(NetworkModel model, string featureColumnName, LabelValues? labels)
        : base(model, featureColumnName, labels)
    {
    }

    static string ISavable<MulticlassNetworkTransformer>.Kind => "multiclass-network";

    void ISavable.SaveState(ComponentWriter writer) => SaveState(writer);

    static MulticlassNetworkTransformer ISavable<MulticlassNetworkTransformer>.LoadState(ComponentReader reader) =>
        Load(reader, NetworkModel.LoadClasses, (model, column, labels) => new MulticlassNetworkTransformer(model, column, labels));
}

/// <summary>Trained trees that predict a class.</summary>
public sealed class MulticlassTreeTransformer : MulticlassTransformer<TreeModel>, ISavable<MulticlassTreeTransformer>
{
    internal MulticlassTreeTransformer(TreeModel model, string featureColumnName, LabelValues? labels)
        : base(model, featureColumnName, labels)
    {
    }

    static string ISavable<MulticlassTreeTransformer>.Kind => "multiclass-trees";

    void ISavable.SaveState(ComponentWriter writer) => SaveState(writer);

    static MulticlassTreeTransformer ISavable<MulticlassTreeTransformer>.LoadState(ComponentReader reader) =>
        Load(reader, TreeModel.LoadClasses, (model, column, labels) => new MulticlassTreeTransformer(model, column, labels));
}
