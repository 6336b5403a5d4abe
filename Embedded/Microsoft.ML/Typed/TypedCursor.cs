namespace Microsoft.ML.Data;

/// <summary>A cursor over objects.</summary>
internal sealed class TypedCursor<TRow>(IEnumerator<TRow> rows, DataViewSchema schema, TypedColumn[] columns, bool[] active) : DataViewRowCursor
    where TRow : class
{
    private readonly RowObject<TRow> _row = new();
    private readonly Delegate?[] _getters = new Delegate?[columns.Length];
    private bool _done;

    public override long Position => _row.Position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    public override bool MoveNext()
    {
        if (_done)
            return false;
        if (!rows.MoveNext())
        {
            _done = true;
            _row.Clear();
            return false;
        }
        _row.Set(rows.Current ?? throw new InvalidOperationException($"Encountered null when iterating over data, this is not supported. It is row {_row.Position + 1}, counted from 0."));
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => _row.GetId;

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnSet.CheckActive(active, column);
        var getter = _getters[column.Index] ??= MemberGetters.Create(_row, columns[column.Index]);
        return getter as ValueGetter<TValue> ?? throw Errors.GetterType<TValue>(schema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rows.Dispose();
        base.Dispose(disposing);
    }
}
