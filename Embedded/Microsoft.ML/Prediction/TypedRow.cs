namespace Microsoft.ML.Data;

/// <summary>An object as a row; another object may take its place.</summary>
internal sealed class TypedRow<TRow>(RowObject<TRow> row, DataViewSchema schema, TypedColumn[] columns, bool[] active) : DataViewRow
    where TRow : class
{
    public override long Position => row.Position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    public override ValueGetter<DataViewRowId> GetIdGetter() => row.GetId;

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnSet.CheckActive(active, column);
        return MemberGetters.Create(row, columns[column.Index]) as ValueGetter<TValue> ?? throw Errors.GetterType<TValue>(schema[column.Index]);
    }
}
