namespace Microsoft.ML;

/// <summary>Lazy, immutable, columnar rows: the input and output of every component.</summary>
public interface IDataView
{
    /// <summary>Whether cursors can visit the rows in a random order.</summary>
    bool CanShuffle { get; }

    /// <summary>The columns; always the same object for one view.</summary>
    DataViewSchema Schema { get; }

    /// <summary>The number of rows when it is known without reading them, else null.</summary>
    long? GetRowCount();

    /// <summary>A cursor over all rows.</summary>
    /// <param name="columnsNeeded">The columns of <see cref="Schema"/> to be active; the others cannot be read.</param>
    /// <param name="rand">When given and <see cref="CanShuffle"/>, the source of a random order; a view that cannot shuffle ignores it.</param>
    DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    /// <summary>A set of cursors, at most <paramref name="n"/> of them, that partition the rows between them.</summary>
    DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null);
}
