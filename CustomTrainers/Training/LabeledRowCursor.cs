using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Kernels;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>
/// Reads a data view's rows one after the other, in its order, and refuses what cannot be trained on: infinite features, missing ones
/// unless they are allowed, values that are no categories, missing labels, bad weights.
/// </summary>
internal sealed class LabeledRowCursor : IDisposable
{
    private readonly RowSource _source;
    private readonly CancellationToken _cancellation;
    private readonly int _vectorWidth;
    private readonly DataViewRowCursor _cursor;
    private readonly ValueGetter<VBuffer<float>> _getFeatures;
    private readonly Func<float>[] _getCategories;
    private readonly ValueGetter<float>? _getWeight;
    private readonly Func<int, double> _readLabel;
    private VBuffer<float> _row;
    private float[]? _numbers;
    private bool _anyCounts;

    public LabeledRowCursor(IDataView data, RowSource source, CancellationToken cancellation)
    {
        _source = source;
        _cancellation = cancellation;
        var features = FeatureColumn.Find(data.Schema, source.FeatureColumnName);
        var label = source.Label.Find(data.Schema);
        DataViewSchema.Column[] categories = [.. source.CategoryColumnNames.Select(name => CategoryColumn.Find(data.Schema, name))];
        var weights = source.WeightColumnName is { } name
            ? NumberColumn.Find(data.Schema, name, "example weight")
            : (DataViewSchema.Column?)null;
        _vectorWidth = ((VectorDataViewType)features.Type).Size;
        Width = _vectorWidth + categories.Length;
        _cursor = data.GetRowCursor([features, label, .. categories, .. weights is { } column ? (DataViewSchema.Column[])[column] : []]);
        _getFeatures = _cursor.GetGetter<VBuffer<float>>(features);
        _getCategories = [.. categories.Select(category => CategoryColumn.Reader(_cursor, category))];
        _getWeight = weights is { } w ? _cursor.GetGetter<float>(w) : null;
        _readLabel = source.Label.Reader(_cursor, label, source.Use);
    }

    /// <summary>Features of a row: those of the vector, then a category for each column of keys.</summary>
    public int Width { get; }

    /// <summary>Whether rows have weights.</summary>
    public bool IsWeighted => _getWeight is not null;

    /// <summary>Rows read so far.</summary>
    public int Count { get; private set; }

    /// <summary>The current row's label.</summary>
    public double Label { get; private set; }

    /// <summary>The current row's weight, at least 0; 1 where rows have none.</summary>
    public float Weight { get; private set; } = 1;

    /// <summary>Goes to the next row; false behind the last.</summary>
    /// <exception cref="InvalidOperationException">There is no next row, and all rows have the weight 0.</exception>
    public bool MoveNext()
    {
        if ((Count & 1023) == 0)
            _cancellation.ThrowIfCancellationRequested();
        if (_cursor.MoveNext())
            return true;
        if (IsWeighted && Count > 0 && !_anyCounts)
        {
            throw new InvalidOperationException(
                $"All {Count} rows of the {_source.Use} data have the weight 0 in column '{_source.WeightColumnName}'; "
                + "at least one must be above 0.");
        }

        return false;
    }

    /// <summary>Reads the current row.</summary>
    /// <param name="features">[<see cref="Width"/>], overwritten.</param>
    public void Read(Span<float> features)
    {
        ReadFeatures(features);
        Label = _readLabel(Count);
        if (_getWeight is not null)
            ReadWeight(_getWeight);
        Count = checked(Count + 1);
    }

    /// <summary>Reads the current row of pixels.</summary>
    /// <param name="pixels">[<see cref="Width"/>], overwritten.</param>
    /// <exception cref="InvalidOperationException">A feature is no whole number from 0 to 255.</exception>
    public void Read(Span<byte> pixels)
    {
        _numbers ??= new float[Width];
        Read(_numbers);
        for (var slot = 0; slot < pixels.Length; slot++)
        {
            pixels[slot] = (byte)_numbers[slot];
            if (pixels[slot] != _numbers[slot])
                throw NoPixel(_numbers[slot], slot);
        }
    }

    public void Dispose() => _cursor.Dispose();

    private InvalidOperationException NoPixel(float value, int slot) => new(
        $"Row {Count - 1} of the {_source.Use} data has the value {value} in slot {slot} of column '{_source.FeatureColumnName}', where a "
        + "pixel was expected: a whole number from 0 to 255. Leave out what scales or standardizes the pixels; the trainer does it itself. "
        + "Transforms.ExtractPixels gives such numbers by default.");

    private void ReadFeatures(Span<float> target)
    {
        _getFeatures(ref _row);
        if (_row.Length != _vectorWidth)
        {
            throw new InvalidOperationException(
                $"Row {Count} of the {_source.Use} data has {_row.Length} values in column '{_source.FeatureColumnName}', where "
                + $"{_vectorWidth} were expected.");
        }

        _row.CopyTo(target);
        for (var i = 0; i < _getCategories.Length; i++)
            target[_vectorWidth + i] = _getCategories[i]();
        if (!FiniteValues.All(target))
            CheckFinite(target[.._vectorWidth]);
        foreach (var slot in _source.CategorySlots)
            CheckCategory(target[slot], slot);
    }

    private void CheckFinite(ReadOnlySpan<float> values)
    {
        for (var slot = 0; slot < values.Length; slot++)
        {
            var value = values[slot];
            if (float.IsFinite(value) || (_source.AllowsMissing && float.IsNaN(value)))
                continue;
            throw new InvalidOperationException(
                $"Row {Count} of the {_source.Use} data has the value {value} in slot {slot} of column '{_source.FeatureColumnName}', "
                + "where a finite number was expected. "
                + (_source.AllowsMissing
                    ? "Clip it, or make it NaN, which is a missing value."
                    : "Use Transforms.ReplaceMissingValues or Data.FilterRowsByMissingValues before the trainer."));
        }
    }

    private void CheckCategory(float value, int slot)
    {
        if (float.IsNaN(value) || (value >= 0 && value < CategoryColumn.MaximumCount && value == MathF.Floor(value)))
            return;
        throw new InvalidOperationException(
            $"Row {Count} of the {_source.Use} data has the value {value} in slot {slot} of column '{_source.FeatureColumnName}', which "
            + "is declared to hold categories: "
            + $"whole numbers from 0 to {CategoryColumn.MaximumCount - 1}.");
    }

    private void ReadWeight(ValueGetter<float> getter)
    {
        var weight = 0f;
        getter(ref weight);
        if (!(float.IsFinite(weight) && weight >= 0))
        {
            throw new InvalidOperationException(
                $"Row {Count} of the {_source.Use} data has the weight {weight} in column '{_source.WeightColumnName}', where a finite "
                + "number of at least 0 was expected.");
        }

        Weight = weight;
        _anyCounts |= weight > 0;
    }
}

/// <summary>Where the rows of a data view are read from, and how.</summary>
/// <param name="Use">What the rows are for, as an error calls them: "training", or a monitor's name.</param>
/// <param name="FeatureColumnName">A vector of Single of known size.</param>
/// <param name="Label">The task.</param>
/// <param name="WeightColumnName">The column of weights; null for none.</param>
internal sealed record RowSource(string Use, string FeatureColumnName, TaskLabel Label, string? WeightColumnName)
{
    /// <summary>Columns of keys whose categories follow the features, in order.</summary>
    public IReadOnlyList<string> CategoryColumnNames { get; init; } = [];

    /// <summary>Slots of the features that hold categories: whole numbers, 0 to 65535.</summary>
    public IReadOnlyList<int> CategorySlots { get; init; } = [];

    /// <summary>Whether features are pixels: whole numbers from 0 to 255, which are kept as bytes.</summary>
    public bool ReadsPixels { get; init; }

    /// <summary>Whether a feature may be missing (NaN).</summary>
    public bool AllowsMissing { get; init; }
}
