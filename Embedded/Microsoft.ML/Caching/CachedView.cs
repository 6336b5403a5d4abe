namespace Microsoft.ML.Data;

/// <summary>
/// Keeps the columns that are read in memory: the first cursor that needs a column reads it from the input, all later ones read the
/// memory. Safe for cursors on several threads.
/// </summary>
internal sealed class CachedView : IDataView
{
    private readonly IDataView _input;
    private readonly Lock _lock = new();
    private readonly ColumnCache?[] _caches;
    private long _rowCount = -1;

    /// <summary>A cache of the view; the given columns are read on the first need of any.</summary>
    public CachedView(IDataView input, IEnumerable<int>? prefetch = null)
    {
        _input = Check.NotNull(input);
        _caches = new ColumnCache?[input.Schema.Count];
        Prefetch = [.. prefetch ?? []];
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _input.Schema;

    private int[] Prefetch { get; }

    public long? GetRowCount()
    {
        lock (_lock)
            return _rowCount >= 0 ? _rowCount : _input.GetRowCount();
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = ColumnSet.Of(Schema, columnsNeeded);
        var rows = Fill(active);
        return new CachedCursor(Schema, _caches, active, RowOrder.Create(rows, rand));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    // Reads the columns that are needed and not there yet, in one pass.
    private long Fill(bool[] active)
    {
        lock (_lock)
        {
            var missing = new bool[active.Length];
            for (var i = 0; i < active.Length; i++)
                missing[i] = active[i] && _caches[i] is null;
            foreach (var i in Prefetch)
                missing[i] = _caches[i] is null;
            if (_rowCount >= 0 && !missing.Contains(true))
                return _rowCount;

            using var cursor = _input.GetRowCursor(ColumnSet.Columns(Schema, missing));
            var filling = new List<ColumnCache>();
            try
            {
                for (var i = 0; i < missing.Length; i++)
                {
                    if (missing[i])
                        filling.Add(_caches[i] = ColumnCache.Create(cursor, Schema[i], _input.GetRowCount()));
                }
                var rows = 0L;
                for (; cursor.MoveNext(); rows++)
                {
                    foreach (var cache in filling)
                        cache.Append();
                }
                foreach (var cache in filling)
                    cache.Finish();
                if (_rowCount >= 0 && rows != _rowCount)
                    throw new InvalidOperationException($"The view under a cache gave {_rowCount} rows at first and {rows} now.");
                return _rowCount = rows;
            }
            catch
            {
                for (var i = 0; i < missing.Length; i++)
                {
                    if (missing[i])
                        _caches[i] = null;
                }
                throw;
            }
        }
    }
}
