using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlPipelines.Conformance.Rows;

/// <summary>Rows in memory. Cursors pass them in their order; several may be open at once.</summary>
internal sealed class MemoryDataView : IDataView
{
    private readonly IReadOnlyList<MemoryColumn> _columns;
    private readonly int _rows;

    public MemoryDataView(IReadOnlyList<MemoryColumn> columns, int rows)
    {
        (_columns, _rows) = (columns, rows);
        var schema = new DataViewSchema.Builder();
        foreach (var column in columns)
            schema.AddColumn(column.Name, column.Type, column.Annotations);
        Schema = schema.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    /// <summary>Whether the view tells how many rows it has.</summary>
    public bool KnowsCount { get; init; } = true;

    /// <summary>
    /// Whether vectors are given out with the view's own arrays, as columns of vectors of Microsoft.Data.Analysis do, so that who writes
    /// into them changes the view.
    /// </summary>
    public bool LendsArrays { get; init; }

    /// <summary>Told of each row that a cursor comes to, and of the number of rows at the end; null for nobody.</summary>
    public Action<int>? Moved { get; init; }

    public long? GetRowCount() => KnowsCount ? _rows : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly MemoryDataView _view;
        private readonly bool[] _isActive;
        private long _position = -1;

        public Cursor(MemoryDataView view, IEnumerable<DataViewSchema.Column> columns)
        {
            _view = view;
            _isActive = new bool[view._columns.Count];
            foreach (var column in columns)
                _isActive[column.Index] = true;
        }

        public override DataViewSchema Schema => _view.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            if (_position >= _view._rows)
                return false;
            _position++;
            _view.Moved?.Invoke((int)_position);
            return _position < _view._rows;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _isActive[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!_isActive[column.Index])
                throw new InvalidOperationException($"The cursor was made without the column '{column.Name}'.");
            return _view._columns[column.Index].Getter(Row, _view.LendsArrays) as ValueGetter<TValue>
                ?? throw new InvalidOperationException(
                    $"The column '{column.Name}' holds {column.Type}, and was read as {typeof(TValue)}.");
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() =>
            (ref DataViewRowId value) => value = new DataViewRowId((ulong)Row(), 0);

        private int Row() => _position >= 0 && _position < _view._rows
            ? (int)_position
            : throw new InvalidOperationException("The cursor stands at no row.");
    }
}
