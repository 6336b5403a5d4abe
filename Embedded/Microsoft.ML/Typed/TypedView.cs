namespace Microsoft.ML.Data;

/// <summary>The objects of a sequence as rows. Each cursor enumerates the sequence anew.</summary>
internal sealed class TypedView<TRow>(IEnumerable<TRow> rows, TypedColumn[] columns) : IDataView
    where TRow : class
{
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = TypedColumn.ToSchema(columns);

    public long? GetRowCount() => (rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new TypedCursor<TRow>(rows.GetEnumerator(), Schema, columns, ColumnSet.Of(Schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
