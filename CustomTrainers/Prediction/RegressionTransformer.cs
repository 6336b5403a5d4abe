using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Numerics.Onnx;

[assembly: OwnKind<RegressionNetworkTransformer>]
[assembly: OwnKind<RegressionTreeTransformer>]
[assembly: OwnKind<LinearRegressionTransformer>]

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>A trained model that predicts a number. Adds <c>Score</c>, in the target's units.</summary>
/// <typeparam name="TModel">What was learned.</typeparam>
public abstract class RegressionTransformer<TModel> : PredictionTransformer<TModel>
    where TModel : TrainedModel
{
    private protected RegressionTransformer(TModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    private protected override IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; } = PredictionColumns.Regression<RowScorer>();

    private protected override void AddOnnx(OnnxColumns columns, OnnxValue scores) => PredictionColumns.AddRegression(columns, scores);

    private protected static TSelf Load<TSelf>(
        ComponentReader reader, Func<ComponentReader, TModel> load, Func<TModel, string, TSelf> create) =>
        create(load(reader), LoadFeatureColumn(reader));
}

/// <summary>A trained network that predicts a number.</summary>
public sealed class RegressionNetworkTransformer : RegressionTransformer<NetworkModel>, ISavable<RegressionNetworkTransformer>
{
    internal RegressionNetworkTransformer(NetworkModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavable<RegressionNetworkTransformer>.Kind => "regression-network";

    void ISavable.SaveState(ComponentWriter writer) => SaveState(writer);

    static RegressionNetworkTransformer ISavable<RegressionNetworkTransformer>.LoadState(ComponentReader reader) =>
        Load(reader, NetworkModel.LoadNumber, (model, column) => new RegressionNetworkTransformer(model, column));
}

/// <summary>Trained trees that predict a number.</summary>
public sealed class RegressionTreeTransformer : RegressionTransformer<TreeModel>, ISavable<RegressionTreeTransformer>
{
    internal RegressionTreeTransformer(TreeModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavable<RegressionTreeTransformer>.Kind => "regression-trees";

    void ISavable.SaveState(ComponentWriter writer) => SaveState(writer);

    static RegressionTreeTransformer ISavable<RegressionTreeTransformer>.LoadState(ComponentReader reader) =>
        Load(reader, TreeModel.LoadNumber, (model, column) => new RegressionTreeTransformer(model, column));
}

/// <summary>A fitted linear function that predicts a number.</summary>
public sealed class LinearRegressionTransformer : RegressionTransformer<LinearModel>, ISavable<LinearRegressionTransformer>
{
    internal LinearRegressionTransformer(LinearModel model, string featureColumnName)
        : base(model, featureColumnName)
    {
    }

    static string ISavable<LinearRegressionTransformer>.Kind => "regression-linear";

    void ISavable.SaveState(ComponentWriter writer) => SaveState(writer);

    static LinearRegressionTransformer ISavable<LinearRegressionTransformer>.LoadState(ComponentReader reader) =>
        Load(reader, LinearModel.Load, (model, column) => new LinearRegressionTransformer(model, column));
}
