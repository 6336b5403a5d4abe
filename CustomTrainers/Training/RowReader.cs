using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>
/// Reads a data view in its order into the matrix that training works on. Where the view does not know how many rows it has, they are
/// counted once the first thousand are read, so that the matrix is in memory once. Rows of the weight 0 are
/// passed over. Refuses no rows, and what <see cref="LabeledRowCursor"/> refuses.
/// </summary>
internal sealed class RowReader
{
    private const int FirstRows = 1024;

    private readonly IDataView _data;
    private readonly RowSource _source;
    private readonly int _width;
    private readonly CancellationToken _cancellation;
    private float[] _features;
    private byte[] _pixels;
    private double[] _labels;
    private float[] _weights;
    private int _count;
    private int? _counted;

    private RowReader(IDataView data, RowSource source, int width, bool weighted, CancellationToken cancellation)
    {
        _data = data;
        _source = source;
        _width = width;
        _cancellation = cancellation;
        var capacity = (int)Math.Clamp(data.GetRowCount() ?? FirstRows, 1, Math.Max(1, Array.MaxLength / width));
        _features = source.ReadsPixels ? [] : new float[checked(capacity * width)];
        _pixels = source.ReadsPixels ? new byte[checked(capacity * width)] : [];
        _labels = new double[capacity];
        _weights = weighted ? new float[capacity] : [];
    }

    /// <summary>Reads all rows.</summary>
    public static LabeledRows Read(IDataView data, RowSource source, CancellationToken cancellation)
    {
        using var cursor = new LabeledRowCursor(data, source, cancellation);
        var reader = new RowReader(data, source, cursor.Width, cursor.IsWeighted, cancellation);
        while (cursor.MoveNext())
            reader.Add(cursor);
        return reader.Finish();
    }

    private void Add(LabeledRowCursor cursor)
    {
        if (_count == _labels.Length)
            Grow();
        if (_source.ReadsPixels)
            cursor.Read(_pixels.AsSpan(_count * _width, _width));
        else
            cursor.Read(_features.AsSpan(_count * _width, _width));
        _labels[_count] = cursor.Label;
        if (_weights.Length > 0)
            _weights[_count] = cursor.Weight;
        _count++;
    }

    private LabeledRows Finish()
    {
        if (_count == 0)
            throw new InvalidOperationException($"The {_source.Use} data has no rows.");
        if (_counted is not null && _counted != _count)
        {
            throw new InvalidOperationException(
                $"The {_source.Use} data had {_counted} rows when they were counted and {_count} when they were read; it must give the "
                + "same rows each time.");
        }

        return new LabeledRows(
            _source.ReadsPixels ? default : _features.AsMemory(0, _count * _width), _width, _labels.AsMemory(0, _count),
            _weights.Length == 0 ? default : _weights.AsMemory(0, _count))
        {
            Pixels = _source.ReadsPixels ? _pixels.AsMemory(0, _count * _width) : default,
        };
    }

    private void Grow()
    {
        // Counted once; what the view gives beyond that number is read to say in the error how many rows it gave.
        var wanted = _counted is null
            ? Math.Max(_counted ??= RowCount.Of(_data, _source, _cancellation), _count + 1L)
            : 2L * _labels.Length;
        var rows = (int)Math.Min(wanted, Array.MaxLength / _width);
        if (rows <= _labels.Length)
        {
            throw new InvalidOperationException(
                $"The {_source.Use} data has more than {_labels.Length} rows of {_width} features, more than one matrix can "
                + $"hold ({Array.MaxLength} values).");
        }

        if (_source.ReadsPixels)
            Array.Resize(ref _pixels, rows * _width);
        else
            Array.Resize(ref _features, rows * _width);
        Array.Resize(ref _labels, rows);
        if (_weights.Length > 0)
            Array.Resize(ref _weights, rows);
    }
}
