using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Data.Views;

/// <summary>Walks over the rows of a <see cref="MatrixDataView"/>; a getter fills the caller's buffer and allocates only if it is too small.</summary>
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
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            _featuresActive |= column.Index == MatrixSchema.FeaturesIndex;
            _labelActive |= column.Index == MatrixSchema.LabelIndex;
        }

        if (rand is not null)
        {
            _order = new int[rows.Count];
            for (int i = 0; i < _order.Length; i++)
                _order[i] = i;
            rand.Shuffle(_order);
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        long next = _position + 1;
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
        Delegate getter = column.Index == MatrixSchema.FeaturesIndex ? (ValueGetter<VBuffer<float>>)GetFeatures : LabelGetter();
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column {column.Name} holds {column.Type.RawType.Name}, not {typeof(TValue).Name}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId id) => id = new DataViewRowId((ulong)CurrentRow(), 0);

    private void GetFeatures(ref VBuffer<float> value)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, _features.Columns);
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
        new($"Column {column.Name} with index {column.Index} is not of this view, which has {MatrixSchema.Features} and {MatrixSchema.Label}.", nameof(column));
}
