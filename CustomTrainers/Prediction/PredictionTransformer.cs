using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Saving;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A trained model as a transformer: reads a vector of features and adds the prediction's columns, with the types and annotations of
/// ML.NET's own trainers. Safe to use from several threads at once.
/// </summary>
/// <remarks>
/// A row with a missing (NaN) or infinite feature has no score of a network or a linear model: reading it is an error that names the column
/// and the slot. Trees send a missing value (NaN, the missing key) to the side that each split learned for it, and so a category that was
/// not seen in training; an infinite value lies beyond every threshold on its side.
/// </remarks>
/// <typeparam name="TModel">What was learned.</typeparam>
public abstract class PredictionTransformer<TModel> : ISingleFeaturePredictionTransformer<TModel>, IFeatureTransformer
    where TModel : TrainedModel
{
    private const string FeatureColumnState = "featureColumn";

    private protected PredictionTransformer(TModel model, string featureColumnName)
    {
        Model = model;
        FeatureColumnName = featureColumnName;
        FeatureColumnType = new VectorDataViewType(NumberDataViewType.Single, model.FeatureColumnWidth);
    }

    /// <summary>What was learned, how the training went and what is known of the labels.</summary>
    public TModel Model { get; }

    /// <summary>The name of the column of features: a vector of <see cref="float"/> of the width that was trained on.</summary>
    public string FeatureColumnName { get; }

    /// <summary>The type of the column of features.</summary>
    public DataViewType FeatureColumnType { get; }

    /// <summary>True: each row is scored by itself.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The columns that a prediction adds, in order.</summary>
    private protected abstract IReadOnlyList<AddedColumn<RowScorer>> OutputColumns { get; }

    /// <summary>The input's schema with the prediction's columns behind it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The features are missing, or not a vector of float of the trained width.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>The input with the prediction's columns; lazy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The features are missing, or not a vector of float of the trained width.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView<RowScorer>(
            GetType().Name, input, Bind(input.Schema),
            columns => AddOnnx(columns, Model.ToOnnx(columns, input.Schema, FeatureColumnName)));
    }

    /// <summary>The mapping of single rows, which a <c>PredictionEngine</c> uses.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    /// <summary>Writes the transformer into the model file of ML.NET that is being saved.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) => SavedComponents.Save(ctx, (ISavable)this);

    /// <summary>Adds the columns of a prediction to an ONNX graph.</summary>
    /// <param name="columns">The graph.</param>
    /// <param name="scores">[batch, outputs] of float.</param>
    private protected abstract void AddOnnx(OnnxColumns columns, OnnxValue scores);

    /// <summary>Writes what every transformer has: the name of the feature column and the model.</summary>
    private protected virtual void SaveState(ComponentWriter writer)
    {
        writer.Set(FeatureColumnState, FeatureColumnName);
        Model.Save(writer);
    }

    /// <summary>Reads the name of the feature column.</summary>
    private protected static string LoadFeatureColumn(ComponentReader reader) =>
        reader.Get<string>(FeatureColumnState) is { Length: > 0 } name
            ? name
            : throw reader.Error("the name of the feature column is empty");

    private RowMapper<RowScorer> Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var (features, categories) = Model.FindColumns(inputSchema, FeatureColumnName);
        return new RowMapper<RowScorer>(
            inputSchema, [features, .. categories], OutputColumns, row => new RowScorer(row, features, categories, Model));
    }
}
