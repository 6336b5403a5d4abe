namespace Microsoft.ML.Data;

/// <summary>
/// One line of a text file: the fields that are not defaults, and where each column begins. The last columns are written sparsely, as
/// index:value behind their length, where that is shorter by ML.NET's rule, in which a sparse field costs as much as 2.5 plain ones.
/// </summary>
internal sealed class TextLine(char separator, bool forceDense)
{
    private const double SparseCost = 2.5;
    private const int LeastSparse = 5;

    private readonly List<(int Place, string Field)> _fields = [];
    private readonly List<(int Place, int Fields, string Default)> _columns = [];
    private int _length;

    /// <summary>Begins a new line.</summary>
    public void Clear()
    {
        _fields.Clear();
        _columns.Clear();
        _length = 0;
    }

    /// <summary>Adds a column.</summary>
    /// <param name="defaultField">What a slot that is not handed over holds.</param>
    /// <param name="read">Hands over the fields and returns the number of slots.</param>
    public void Add(string defaultField, Func<Action<int, string>, int> read)
    {
        var start = _length;
        _columns.Add((start, _fields.Count, defaultField));
        _length += read((slot, field) =>
        {
            if (field != defaultField)
                _fields.Add((start + slot, field));
        });
    }

    /// <summary>Writes the line.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="defaultField">What defaults are written as; by default as their column says.</param>
    public void Write(TextWriter writer, string? defaultField = null)
    {
        var dense = forceDense ? _columns.Count : DenseColumns();
        var limit = dense == _columns.Count ? _length : _columns[dense].Place;
        WriteDense(writer, limit, defaultField);
        if (dense < _columns.Count)
            WriteSparse(writer, dense, limit, defaultField);
        writer.WriteLine();
    }

    // How many columns come before the sparse ones.
    private int DenseColumns()
    {
        var best = 0;
        var least = SparseCost * _fields.Count;
        for (var column = 1; column <= _columns.Count; column++)
        {
            var (place, before) = column == _columns.Count ? (_length, _fields.Count) : (_columns[column].Place, _columns[column].Fields);
            var cost = place + (SparseCost * (_fields.Count - before));
            if (cost < least)
                (least, best) = (cost, column);
        }
        var dense = best == _columns.Count ? _length : _columns[best].Place;
        return _length - dense < LeastSparse || _length - dense < dense / LeastSparse ? _columns.Count : best;
    }

    private void WriteDense(TextWriter writer, int limit, string? defaultField)
    {
        var (column, field) = (0, 0);
        for (var place = 0; place < limit; place++)
        {
            if (place > 0)
                writer.Write(separator);
            while (column + 1 < _columns.Count && place >= _columns[column + 1].Place)
                column++;
            var isThere = field < _fields.Count && _fields[field].Place == place;
            writer.Write(isThere ? _fields[field++].Field : defaultField ?? _columns[column].Default);
        }
    }

    private void WriteSparse(TextWriter writer, int column, int start, string? defaultField)
    {
        if (start > 0)
            writer.Write(separator);
        writer.Write(_length - start);
        var first = _columns[column].Fields;
        // At least one sparse field marks the line as sparse.
        if (first == _fields.Count)
            writer.Write($"{separator}0:{defaultField ?? _columns[column].Default}");
        for (var i = first; i < _fields.Count; i++)
            writer.Write($"{separator}{_fields[i].Place - start}:{_fields[i].Field}");
    }
}
