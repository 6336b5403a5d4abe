using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Data.Rows;

/// <summary>
/// Walks over the rows of a <see cref="MatrixDataView"/>; a getter fills the caller's buffer and allocates only if it is too small.
/// </summary>
internal sealed class MatrixRowCursor : DataViewRowCursor
{
    private readonly FeatureMatrix _features;
    private readonly LabelColumn _labels;
    private readonly RowSelection _rows;
    private readonly int[]? _order;
    private readonly bool _featuresActive;
    private readonly bool _labelActive;
    private long _position = -1;
    private int _row = -1;

    public MatrixRowCursor(
        DataViewSchema schema, FeatureMatrix features, LabelColumn labels, RowSelection rows,
        IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand)
    {
        Schema = schema;
        _features = features;
        _labels = labels;
        _rows = rows;
        foreach (var column in columnsNeeded)
        {
            _featuresActive |= column.Index == MatrixSchema.FeaturesIndex;
            _labelActive |= column.Index == MatrixSchema.LabelIndex;
        }

        if (rand is not null)
        {
            _order = new int[rows.Count];
            for (var i = 0; i < _order.Length; i++)
                _order[i] = i;
            rand.Shuffle(_order);
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        var next = _position + 1;
        if (_row == -2 || next >= _rows.Count)
        {
            // Past the end: ML.NET's cursors go back to position -1.
            _position = -1;
            _row = -2;
            return false;
        }

        _position = next;
        _row = _rows[_order is null ? (int)next : _order[next]];
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index switch
    {
        MatrixSchema.FeaturesIndex => _featuresActive,
        MatrixSchema.LabelIndex => _labelActive,
        _ => throw NoSuchColumn(column),
    };

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new InvalidOperationException($"Column {column.Name} was not asked for when this cursor was made.");
        var getter = column.Index == MatrixSchema.FeaturesIndex ? (ValueGetter<VBuffer<float>>)GetFeatures : LabelGetter();
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column {column.Name} holds {column.Type.RawType.Name}, not {typeof(TValue).Name}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId id) => id = new DataViewRowId((ulong)CurrentRow(), 0);

    private void GetFeatures(ref VBuffer<float> value)
    {
        var editor = VBufferEditor.Create(ref value, _features.Columns);
        _features.CopyRow(CurrentRow(), editor.Values);
        value = editor.Commit();
    }

    private Delegate LabelGetter() => _labels switch
    {
        LabelColumn<int> labels => Getter(labels.Values),
        LabelColumn<bool> labels => Getter(labels.Values),
        LabelColumn<float> labels => Getter(labels.Values),
        _ => throw new NotSupportedException(),
    };

    private ValueGetter<T> Getter<T>(T[] values) => (ref T value) => value = values[CurrentRow()];

    private int CurrentRow() =>
        _row >= 0 ? _row : throw new InvalidOperationException("The cursor is not on a row: MoveNext was not called, or returned false.");

    private static ArgumentException NoSuchColumn(DataViewSchema.Column column) =>
        new(
            $"Column {column.Name} with index {column.Index} is not of this view, which has {MatrixSchema.Features} and "
                + $"{MatrixSchema.Label}.", nameof(column));
}

/// <summary>The schema of a <see cref="MatrixDataView"/>: column 0 is <c>Features</c>, column 1 is <c>Label</c>.</summary>
internal static class MatrixSchema
{
    public const string Features = "Features";
    public const string Label = "Label";
    public const int FeaturesIndex = 0;
    public const int LabelIndex = 1;

    public static DataViewSchema Build(
        int featureCount, DataViewType labelType, IReadOnlyList<string>? featureNames, IReadOnlyList<SlotRange>? categories = null)
    {
        var builder = new DataViewSchema.Builder();
        var annotations = new DataViewSchema.Annotations.Builder();
        AddSlotNames(annotations, featureNames);
        AddCategories(annotations, categories);
        builder.AddColumn(
            Features, new VectorDataViewType(NumberDataViewType.Single, featureCount), annotations.ToAnnotations());
        builder.AddColumn(Label, labelType);
        return builder.ToSchema();
    }

    private static void AddSlotNames(DataViewSchema.Annotations.Builder annotations, IReadOnlyList<string>? names)
    {
        if (names is not null)
            Add<ReadOnlyMemory<char>>(annotations, "SlotNames", TextDataViewType.Instance, [.. names.Select(name => name.AsMemory())]);
    }

    /// <summary>The first and the last slot of each category, as ML.NET's one-hot encoding gives them.</summary>
    private static void AddCategories(DataViewSchema.Annotations.Builder annotations, IReadOnlyList<SlotRange>? categories)
    {
        if (categories is not { Count: > 0 })
            return;
        Add<int>(
            annotations, "CategoricalSlotRanges", NumberDataViewType.Int32,
            [.. categories.SelectMany(range => new[] { range.Start, range.Start + range.Count - 1 })]);
    }

    private static void Add<T>(DataViewSchema.Annotations.Builder annotations, string kind, PrimitiveDataViewType type, T[] values)
    {
        ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) =>
        {
            var editor = VBufferEditor.Create(ref value, values.Length);
            values.CopyTo(editor.Values);
            value = editor.Commit();
        };
        annotations.Add(kind, new VectorDataViewType(type, values.Length), getter);
    }
}

/// <summary>Which rows of the storage a view shows and in which order: a range, or a list of row numbers.</summary>
internal readonly struct RowSelection
{
    private readonly int[]? _rows;
    private readonly int _start;

    private RowSelection(int[]? rows, int start, int count)
    {
        _rows = rows;
        _start = start;
        Count = count;
    }

    public int Count { get; }

    /// <summary>True when the rows are consecutive in the storage.</summary>
    public bool IsRange => _rows is null;

    /// <summary>The storage row of row <paramref name="index"/> of the view.</summary>
    public int this[int index] => _rows is null ? _start + index : _rows[_start + index];

    public static RowSelection Range(int start, int count) => new(null, start, count);

    public RowSelection Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (start > Count - count)
            throw new ArgumentOutOfRangeException(nameof(count), $"Rows {start} to {start + (long)count - 1} of a view of {Count} rows.");
        return new(_rows, _start + start, count);
    }

    public RowSelection Select(ReadOnlySpan<int> rows)
    {
        var selected = new int[rows.Length];
        for (var i = 0; i < selected.Length; i++)
        {
            if ((uint)rows[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(rows), $"Row {rows[i]} of a view of {Count} rows.");
            selected[i] = this[rows[i]];
        }

        return new(selected, 0, selected.Length);
    }
}
