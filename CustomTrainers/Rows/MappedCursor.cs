using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>A cursor of the input with the mapper's columns behind it. Disposing it disposes the input.</summary>
internal sealed class MappedCursor<TState> : DataViewRowCursor
    where TState : class
{
    private readonly DataViewRowCursor _input;
    private readonly MappedColumns<TState> _columns;

    public MappedCursor(DataViewRowCursor input, RowMapper<TState> mapper, bool[] active)
    {
        _input = input;
        _columns = new MappedColumns<TState>(input, mapper, active);
        Schema = mapper.OutputSchema;
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool MoveNext() => _input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _input.Dispose();
        base.Dispose(disposing);
    }
}
