using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>A row of the input with the mapper's columns behind it. Disposing it disposes the input.</summary>
internal sealed class MappedRow<TState> : DataViewRow
    where TState : class
{
    private readonly DataViewRow _input;
    private readonly MappedColumns<TState> _columns;

    public MappedRow(DataViewRow input, RowMapper<TState> mapper, bool[] active)
    {
        _input = input;
        _columns = new MappedColumns<TState>(input, mapper, active);
        Schema = mapper.OutputSchema;
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _input.Dispose();
        base.Dispose(disposing);
    }
}
