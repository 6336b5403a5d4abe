using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Schema;
using MlPipelines.Numerics.Kernels;

namespace MlPipelines.CustomTrainers.Training;

/// <summary>
/// Reads a data view's rows one after the other, in its order, and refuses what cannot be trained on: infinite features, missing ones
/// unless they are allowed, values that are no categories, missing labels, bad weights. A row of the weight 0 is passed over, whatever else
/// it holds, as if the view did not have it.
/// </summary>
internal sealed class LabeledRowCursor : IDisposable
{
    private readonly RowSource _source;
    private readonly CancellationToken _cancellation;
    private readonly DataViewSchema.Column _features;
    private readonly int _vectorWidth;
    private readonly DataViewRowCursor _cursor;
    private readonly ValueGetter<VBuffer<float>> _getFeatures;
    private readonly Func<float>[] _getCategories;
    private readonly ValueGetter<float>? _getWeight;
    private readonly Func<int, double> _readLabel;
    private VBuffer<float> _row;
    private float[]? _numbers;
    private int _position;

    public LabeledRowCursor(IDataView data, RowSource source, CancellationToken cancellation)
    {
        _source = source;
        _cancellation = cancellation;
        var features = FeatureColumn.Find(data.Schema, source.FeatureColumnName);
        var label = source.Label.Find(data.Schema);
        DataViewSchema.Column[] categories =
            [.. source.CategoryColumnNames.Select((name, i) => FindCategory(data.Schema, source, name, i))];
        var weights = source.WeightColumnName is { } name
            ? NumberColumn.Find(data.Schema, name, "example weight")
            : (DataViewSchema.Column?)null;
        var places = LabelPlaces(source, data.Schema);
        _features = features;
        _vectorWidth = ((VectorDataViewType)features.Type).Size;
        Width = _vectorWidth + categories.Length;
        _cursor = data.GetRowCursor([features, label, .. categories, .. weights is { } column ? (DataViewSchema.Column[])[column] : []]);
        _getFeatures = _cursor.GetGetter<VBuffer<float>>(features);
        _getCategories =
        [
            .. categories.Select((category, i) => CategoryColumn.Reader(_cursor, category, source.TrainedCategories?[i].Values)),
        ];
        _getWeight = weights is { } w ? _cursor.GetGetter<float>(w) : null;
        var readLabel = source.Label.Reader(_cursor, label, source.Use);
        _readLabel = places is null ? readLabel : row => places[(int)readLabel(row)];
    }

    /// <summary>Features of a row: those of the vector, then a category for each column of keys.</summary>
    public int Width { get; }

    /// <summary>Whether rows have weights.</summary>
    public bool IsWeighted => _getWeight is not null;

    /// <summary>Rows read so far, without those of the weight 0.</summary>
    public int Count { get; private set; }

    /// <summary>The current row's label.</summary>
    public double Label { get; private set; }

    /// <summary>The current row's weight, above 0; 1 where rows have none.</summary>
    public float Weight { get; private set; } = 1;

    /// <summary>Goes to the next row whose weight is above 0; false behind the last.</summary>
    /// <exception cref="InvalidOperationException">A bad weight; or there is no next row, and all rows have the weight 0.</exception>
    public bool MoveNext()
    {
        while (true)
        {
            if ((_position & 1023) == 0)
                _cancellation.ThrowIfCancellationRequested();
            if (!_cursor.MoveNext())
                break;
            if (_getWeight is not null)
                Weight = ReadWeight(_getWeight);
            if (Weight > 0)
                return true;
            _position = checked(_position + 1);
        }

        if (_position > 0 && Count == 0)
        {
            throw new InvalidOperationException(
                $"All {_position} rows of the {_source.Use} data have the weight 0 in column '{_source.WeightColumnName}'; "
                + "at least one must be above 0.");
        }

        return false;
    }

    /// <summary>Reads the current row.</summary>
    /// <param name="features">[<see cref="Width"/>], overwritten.</param>
    public void Read(Span<float> features)
    {
        ReadFeatures(features);
        Label = _readLabel(_position);
        _position = checked(_position + 1);
        Count++;
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
        $"Row {_position - 1} of the {_source.Use} data has the value {value} in {Slot(slot)}, where a pixel was expected: a whole number "
        + "from 0 to 255. Leave out what scales or standardizes the pixels; the trainer does it itself. "
        + "Transforms.ExtractPixels gives such numbers by default.");

    private string Slot(int slot) => $"{SlotNames.Words(_features, slot)} of column '{_source.FeatureColumnName}'";

    /// <summary>A column of categories, of the values that were trained on.</summary>
    private static DataViewSchema.Column FindCategory(DataViewSchema schema, RowSource source, string name, int index) =>
        source.TrainedCategories is { } trained
            ? CategoryColumn.Find(schema, name, trained[index].Count, trained[index].Values)
            : CategoryColumn.Find(schema, name);

    /// <summary>For each class of the rows its place among those of the training; null where they are the same.</summary>
    /// <exception cref="InvalidOperationException">The rows have other classes.</exception>
    private static int[]? LabelPlaces(RowSource source, DataViewSchema schema)
    {
        if (source.TrainedClasses is not { } trained || source.Label.FindClasses(schema) is not { } own)
            return null;
        if (own.Count == trained.Count && KeyOrder.TryMap(own.Values?.Names, trained.Values?.Names, out var places))
            return places;
        var lists = own.Values is null || trained.Values is null
            ? $"{own.List()}; the training data has {trained.List()}"
            : KeyOrder.Lists(own.Values.Names, "; the training data has ", trained.Values.Names);
        throw new InvalidOperationException(
            $"The {source.Use} data has the classes {lists}. "
            + "Make the keys of both by one MapValueToKey: fit it on the training data, and transform both with it.");
    }

    private void ReadFeatures(Span<float> target)
    {
        _getFeatures(ref _row);
        if (_row.Length != _vectorWidth)
        {
            throw new InvalidOperationException(
                $"Row {_position} of the {_source.Use} data has {_row.Length} values in column '{_source.FeatureColumnName}', where "
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
                $"Row {_position} of the {_source.Use} data has the value {value} in {Slot(slot)}, where a finite number was expected. "
                + (_source.AllowsMissing
                    ? "Clip it, or make it NaN, which is a missing value."
                    : "Use Transforms.ReplaceMissingValues, Transforms.ImputeMissingValues or Data.FilterRowsByMissingValues before the "
                        + "trainer."));
        }
    }

    private void CheckCategory(float value, int slot)
    {
        if (float.IsNaN(value) || (value >= 0 && value < CategoryColumn.MaximumCount && value == MathF.Floor(value)))
            return;
        throw new InvalidOperationException(
            $"Row {_position} of the {_source.Use} data has the value {value} in {Slot(slot)}, which is declared to hold categories: "
            + $"whole numbers from 0 to {CategoryColumn.MaximumCount - 1}.");
    }

    private float ReadWeight(ValueGetter<float> getter)
    {
        var weight = 0f;
        getter(ref weight);
        if (!(float.IsFinite(weight) && weight >= 0))
        {
            throw new InvalidOperationException(
                $"Row {_position} of the {_source.Use} data has the weight {weight} in column '{_source.WeightColumnName}', where a finite "
                + "number of at least 0 was expected.");
        }

        return weight;
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

    /// <summary>The classes of the training rows, whose order labels are read in; null for the rows' own.</summary>
    public LabelClasses? TrainedClasses { get; init; }

    /// <summary>The columns of keys of the training rows, whose order categories are read in; null for the rows' own.</summary>
    public IReadOnlyList<TreeFeatures.KeyColumn>? TrainedCategories { get; init; }
}
