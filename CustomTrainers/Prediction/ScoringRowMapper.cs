using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>Maps a row with features to the same row with the prediction's columns; bound to one input schema.</summary>
internal sealed class ScoringRowMapper : IRowToRowMapper
{
    public ScoringRowMapper(NetworkModel model, DataViewSchema inputSchema, DataViewSchema.Column features, DataViewSchema outputSchema, IReadOnlyList<PredictionColumn> added)
    {
        Model = model;
        InputSchema = inputSchema;
        Features = features;
        OutputSchema = outputSchema;
        Added = added;
    }

    public NetworkModel Model { get; }

    /// <summary>The input's column of features.</summary>
    public DataViewSchema.Column Features { get; }

    /// <summary>The columns that stand behind the input's, in order.</summary>
    public IReadOnlyList<PredictionColumn> Added { get; }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    /// <summary>The input's columns that are needed to read the given columns of the output.</summary>
    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = new bool[InputSchema.Count];
        foreach (var column in dependingColumns)
            needed[column.Index < needed.Length ? column.Index : Features.Index] = true;
        return [.. InputSchema.Where(c => needed[c.Index])];
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        => new ScoredRow(input, this, ActiveSet(activeColumns));

    /// <summary>Tells by index which of the output's columns are among the given ones.</summary>
    public Func<int, bool> ActiveSet(IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[OutputSchema.Count];
        foreach (var column in columns) active[column.Index] = true;
        return index => active[index];
    }
}
