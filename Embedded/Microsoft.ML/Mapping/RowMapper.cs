namespace Microsoft.ML.Data;

/// <summary>
/// How a row-to-row transformer makes its output columns, bound to one input schema.
/// A transformer derives a class of it; <see cref="MapperBinding"/> turns it into views, rows and cursors.
/// </summary>
internal abstract class RowMapper
{
    /// <summary>A mapper for rows of that schema.</summary>
    protected RowMapper(DataViewSchema inputSchema)
    {
        InputSchema = Check.NotNull(inputSchema);
    }

    /// <summary>The columns of the input.</summary>
    public DataViewSchema InputSchema { get; }

    /// <summary>Whether all rows must pass through one cursor, in their order, where an added column is read.</summary>
    public virtual bool InOneCursor => false;

    /// <summary>The columns that are added, in a fixed order. Called once, when the mapper is bound.</summary>
    public abstract DataViewSchema.DetachedColumn[] GetOutputColumns();

    /// <summary>The positions, in the input schema, of the columns that output column <paramref name="output"/> is made from.</summary>
    public abstract IEnumerable<int> GetDependencies(int output);

    /// <summary>
    /// A getter (a <see cref="ValueGetter{TValue}"/> of the raw type) for each active output column, null for the others.
    /// The getters of one call serve one row or cursor on one thread, so that they may share buffers and cache by
    /// <see cref="DataViewRow.Position"/>; they must not allocate from row to row.
    /// </summary>
    /// <param name="input">A row of <see cref="InputSchema"/> in which the dependencies of the active outputs are active.</param>
    /// <param name="active">For each output column whether it will be read.</param>
    public abstract Delegate?[] CreateGetters(DataViewRow input, bool[] active);
}
