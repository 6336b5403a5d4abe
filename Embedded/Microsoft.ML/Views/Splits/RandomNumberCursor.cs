using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor with a random number for each row.</summary>
internal sealed class RandomNumberCursor(DataViewRowCursor input, DataViewSchema schema, bool[] active, HybridTausworthe random) : DataViewRowCursor
{
    private float _number;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override DataViewSchema Schema => schema;

    public override bool MoveNext()
    {
        if (!input.MoveNext())
            return false;
        _number = random.NextSingle();
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnSet.CheckActive(active, column);
        if (column.Index < input.Schema.Count)
            return input.GetGetter<TValue>(input.Schema[column.Index]);
        ValueGetter<float> getter = (ref float value) => value = _number;
        return getter as ValueGetter<TValue> ?? throw Errors.GetterType<TValue>(schema[column.Index]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
        base.Dispose(disposing);
    }
}
