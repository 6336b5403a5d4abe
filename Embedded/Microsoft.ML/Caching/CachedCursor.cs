namespace Microsoft.ML.Data;

/// <summary>A cursor over cached columns, in order or shuffled.</summary>
internal sealed class CachedCursor(DataViewSchema schema, ColumnCache?[] caches, bool[] active, RowOrder order) : DataViewRowCursor
{
    public override long Position => order.Position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    public override bool MoveNext() => order.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => order.GetId;

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnSet.CheckActive(active, column);
        return caches[column.Index]!.CreateGetter(order) as ValueGetter<TValue> ?? throw Errors.GetterType<TValue>(schema[column.Index]);
    }
}
