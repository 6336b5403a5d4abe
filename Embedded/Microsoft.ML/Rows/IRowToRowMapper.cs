namespace Microsoft.ML.Data;

/// <summary>Makes one output row of one input row.</summary>
public interface IRowToRowMapper
{
    /// <summary>The columns of the input rows.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>The columns of the output rows.</summary>
    DataViewSchema OutputSchema { get; }

    /// <summary>The input columns from which these output columns are made.</summary>
    IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);

    /// <summary>An output row over an input row: when the input moves, so does the output. Disposing it disposes the input.</summary>
    /// <param name="input">A row of <see cref="InputSchema"/> in which the dependencies are active.</param>
    /// <param name="activeColumns">The columns of <see cref="OutputSchema"/> that will be read.</param>
    DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
}
