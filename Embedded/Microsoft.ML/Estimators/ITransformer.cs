using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>What an estimator has learned: it turns one view into another.</summary>
public interface ITransformer : ICanSaveModel
{
    /// <summary>Whether each output row is made from one input row alone, so that <see cref="GetRowToRowMapper"/> works.</summary>
    bool IsRowToRowMapper { get; }

    /// <summary>The columns that <see cref="Transform"/> gives for these columns.</summary>
    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <summary>The transformed view; lazy, nothing is read here.</summary>
    IDataView Transform(IDataView input);

    /// <summary>The transformation of single rows.</summary>
    /// <exception cref="InvalidOperationException"><see cref="IsRowToRowMapper"/> is false.</exception>
    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}
