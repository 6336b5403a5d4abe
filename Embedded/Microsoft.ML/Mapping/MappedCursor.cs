namespace Microsoft.ML.Data;

/// <summary>A cursor with the columns that a mapper adds.</summary>
internal sealed class MappedCursor(DataViewRowCursor input, MapperBinding binding, bool[] active) : DataViewRowCursor
{
    private readonly MappedColumns _columns = new(input, binding, active);

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => binding.OutputSchema;

    public override bool MoveNext() => input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
