using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>
/// Reads a data view once, in its order, into the matrix that training works on, and refuses what cannot be trained on:
/// missing or infinite features, missing labels, bad weights, no rows.
/// </summary>
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
        var features = FeatureColumn.Find(data.Schema, source.FeatureColumnName);
        var weights = source.WeightColumnName is { } name ? NumberColumn.Find(data.Schema, name, "example weight") : (DataViewSchema.Column?)null;
        var reader = new RowReader(source, ((VectorDataViewType)features.Type).Size, data.GetRowCount(), weights is not null);
        reader.ReadAll(data, features, weights, cancellation);
        return reader.Finish();
    }

    private void ReadAll(IDataView data, DataViewSchema.Column features, DataViewSchema.Column? weights, CancellationToken cancellation)
    {
        using var cursor = data.GetRowCursor(weights is { } column ? [features, _source.Label, column] : [features, _source.Label]);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(features);
        var getWeight = weights is { } w ? cursor.GetGetter<float>(w) : null;
        var readLabel = _source.Reader(cursor);
        VBuffer<float> row = default;
        while (cursor.MoveNext())
        {
            if ((_count & 1023) == 0) cancellation.ThrowIfCancellationRequested();
            if (_count == _labels.Length) Grow();
            getFeatures(ref row);
            CopyFeatures(row);
            _labels[_count] = readLabel(_count);
            if (getWeight is not null) ReadWeight(getWeight);
            _count++;
        }
    }

    private LabeledRows Finish()
    {
        if (_count == 0)
            throw new InvalidOperationException($"The {_source.Use} data has no rows.");
        return new LabeledRows(
            _features.AsMemory(0, _count * _width), _width, _labels.AsMemory(0, _count), _weights.Length == 0 ? default : _weights.AsMemory(0, _count));
    }

    private void CopyFeatures(in VBuffer<float> row)
    {
        var target = _features.AsSpan(_count * _width, _width);
        if (row.Length != target.Length)
            throw new InvalidOperationException(
                $"Row {_count} of the {_source.Use} data has {row.Length} values in column '{_source.FeatureColumnName}', where {target.Length} were expected.");
        row.CopyTo(target);
        if (TensorPrimitives.IsFiniteAll<float>(target)) return;

        var slot = 0;
        while (float.IsFinite(target[slot])) slot++;
        throw new InvalidOperationException(
            $"Row {_count} of the {_source.Use} data has the value {target[slot]} in slot {slot} of column '{_source.FeatureColumnName}', where a finite number was expected. "
            + "Use Transforms.ReplaceMissingValues or Data.FilterRowsByMissingValues before the trainer.");
    }

    private void ReadWeight(ValueGetter<float> getter)
    {
        ref var weight = ref _weights[_count];
        getter(ref weight);
        if (!(float.IsFinite(weight) && weight >= 0))
            throw new InvalidOperationException(
                $"Row {_count} of the {_source.Use} data has the weight {weight} in column '{_source.WeightColumnName}', where a finite number of at least 0 was expected.");
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
