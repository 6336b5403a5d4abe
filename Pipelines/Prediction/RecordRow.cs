using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>A record as a row; another record may take its place.</summary>
internal sealed class RecordRow : DataViewRow
{
    private readonly RecordCell[] _cells;
    private long _position = -1;

    public RecordRow(DataViewSchema schema)
    {
        Schema = schema;
        _cells = [.. schema.Select(RecordCell.Create)];
    }

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema { get; }

    /// <summary>Takes the values of a record.</summary>
    /// <exception cref="ArgumentException">A column is missing, or a value is not of its type.</exception>
    public void Set(IReadOnlyDictionary<string, object?> record)
    {
        foreach (var cell in _cells)
            cell.Set(record);
        _position++;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < _cells.Length;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _cells[column.Index].Getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException($"The column '{column.Name}' is of type {column.Type} ({column.Type.RawType}), not of {typeof(TValue)}.");
}
