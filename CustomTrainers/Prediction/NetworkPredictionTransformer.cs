using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Rows;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>
/// A trained network as a transformer: reads a vector of features and adds the prediction's columns, with the types and
/// annotations of ML.NET's own trainers. Safe to use from several threads at once.
/// </summary>
/// <remarks>
/// A row with a missing (NaN) or infinite feature gets NaN scores and a missing label, as ML.NET marks missing values;
/// it is never scored as something else.
/// </remarks>
public abstract class NetworkPredictionTransformer : ISingleFeaturePredictionTransformer<NetworkModel>
{
    private protected NetworkPredictionTransformer(NetworkModel model, string featureColumnName)
    {
        Model = model;
        FeatureColumnName = featureColumnName;
        FeatureColumnType = new VectorDataViewType(NumberDataViewType.Single, model.FeatureCount);
    }

    /// <summary>The trained network, its training history and what is known of its labels.</summary>
    public NetworkModel Model { get; }

    /// <summary>The name of the column of features: a vector of <see cref="float"/> with <see cref="NetworkModel.FeatureCount"/> slots.</summary>
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
        return new MappedDataView<RowScorer>(input, Bind(input.Schema));
    }

    /// <summary>The mapping of single rows, which a <c>PredictionEngine</c> uses.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    /// <summary>Not possible: ML.NET lets only its own components write into its model files.</summary>
    void ICanSaveModel.Save(ModelSaveContext ctx) => throw ClosedModelFile.Error(GetType().Name);

    private RowMapper<RowScorer> Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var features = FeatureColumn.Find(inputSchema, FeatureColumnName, Model.FeatureCount);
        return new RowMapper<RowScorer>(inputSchema, features, OutputColumns, (row, column) => new RowScorer(row, column, Model));
    }
}
