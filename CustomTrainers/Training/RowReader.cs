using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>Reads a data view once, in its order, into the matrix that training works on. Refuses no rows, and what <see cref="LabeledRowCursor"/> refuses.</summary>
internal sealed class RowReader
{
    private readonly RowSource _source;
    private readonly int _width;
    private float[] _features;
    private double[] _labels;
    private float[] _weights;
    private int _count;

    private RowReader(RowSource source, int width, long? rows, bool weighted)
    {
        _source = source;
        _width = width;
        var capacity = (int)Math.Clamp(rows ?? 1024, 1, Math.Max(1, Array.MaxLength / width));
        _features = new float[checked(capacity * width)];
        _labels = new double[capacity];
        _weights = weighted ? new float[capacity] : [];
    }

    /// <summary>Reads all rows.</summary>
    public static LabeledRows Read(IDataView data, RowSource source, CancellationToken cancellation)
    {
        using var cursor = new LabeledRowCursor(data, source, cancellation);
        var reader = new RowReader(source, cursor.Width, data.GetRowCount(), cursor.IsWeighted);
        while (cursor.MoveNext()) reader.Add(cursor);
        return reader.Finish();
    }

    private void Add(LabeledRowCursor cursor)
    {
        if (_count == _labels.Length) Grow();
        cursor.Read(_features.AsSpan(_count * _width, _width));
        _labels[_count] = cursor.Label;
        if (_weights.Length > 0) _weights[_count] = cursor.Weight;
        _count++;
    }

    private LabeledRows Finish()
    {
        if (_count == 0)
            throw new InvalidOperationException($"The {_source.Use} data has no rows.");
        return new LabeledRows(
            _features.AsMemory(0, _count * _width), _width, _labels.AsMemory(0, _count), _weights.Length == 0 ? default : _weights.AsMemory(0, _count));
    }

    private void Grow()
    {
        var rows = (int)Math.Min(2L * _labels.Length, Array.MaxLength / _width);
        if (rows <= _labels.Length)
            throw new InvalidOperationException(
                $"The {_source.Use} data has more than {_labels.Length} rows of {_width} features, more than one matrix of Single can hold ({Array.MaxLength} values).");
        Array.Resize(ref _features, rows * _width);
        Array.Resize(ref _labels, rows);
        if (_weights.Length > 0) Array.Resize(ref _weights, rows);
    }
}
