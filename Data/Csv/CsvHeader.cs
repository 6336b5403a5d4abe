using MlPipelines.Data.Files;

namespace MlPipelines.Data.Csv;

/// <summary>The names of a file's columns, and the rows below them.</summary>
internal sealed class CsvHeader
{
    private readonly StrictCsvReader _reader;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repeated = new(StringComparer.Ordinal);
    private readonly int _firstLine;
    private bool _onFirstRow;

    private CsvHeader(StrictCsvReader reader, string[] names, bool onFirstRow)
    {
        _reader = reader;
        _firstLine = (int)reader.Line;
        _onFirstRow = onFirstRow;
        Names = names;
        foreach (var (place, name) in names.Index())
        {
            if (!_places.TryAdd(name, place))
                _repeated.Add(name);
        }
    }

    /// <summary>The names, left to right; a column may have an empty name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The line on which the first record stands.</summary>
    public int Line => _firstLine;

    /// <summary>Reads the header: the first record.</summary>
    /// <exception cref="DataFileException">The file is empty.</exception>
    public static CsvHeader Read(StrictCsvReader reader) => Read(reader, new CsvDialect(','));

    /// <summary>Reads the names, or makes them where the file has none: column1, column2 and so on.</summary>
    /// <exception cref="DataFileException">The file is empty.</exception>
    public static CsvHeader Read(StrictCsvReader reader, CsvDialect dialect)
    {
        if (!reader.Read())
            throw reader.Error(1, null, "expected a header with the names of the columns, found an empty file.");
        var count = reader.FieldCount - (dialect.DropsLastField ? 1 : 0);
        string[] names = [
            .. Enumerable.Range(0, count).Select(c => dialect.HasHeader
                ? FieldParser.Text(reader, c) : $"column{c + 1}")];
        return new CsvHeader(reader, names, onFirstRow: !dialect.HasHeader);
    }

    /// <summary>The position of a column.</summary>
    /// <exception cref="DataFileException">There is no such column, or there are two.</exception>
    public int IndexOf(string name)
    {
        if (!_places.TryGetValue(name, out var place))
            throw _reader.Error(_firstLine, name, $"this column is missing; the header has {Listed()}.");
        if (!_repeated.Contains(name))
            return place;
        throw _reader.Error(
            _firstLine, name, $"the header has this name {Names.Count(other => other == name)} times. Give each column a name of its own.");
    }

    /// <summary>Checks that no two columns have one name, other than none.</summary>
    /// <exception cref="DataFileException">Two have.</exception>
    public void RequireDifferentNames()
    {
        foreach (var name in _repeated.Where(name => name.Length > 0))
            IndexOf(name);
    }

    /// <summary>Goes to the next row of data; false at the end of the file. Empty lines at its end are no rows.</summary>
    /// <exception cref="DataFileException">The record has not a field for every column, as an empty line between rows.</exception>
    public bool ReadRow()
    {
        if (_onFirstRow)
        {
            _onFirstRow = false;
            return true;
        }

        if (!_reader.Read())
            return false;
        if (Names.Count > 1 && IsEmptyLine)
        {
            var line = _reader.Line;
            while (_reader.Read())
            {
                if (!IsEmptyLine)
                    throw _reader.Error(line, null, $"expected {Names.Count} fields, as in the header, found an empty line.");
            }

            return false;
        }

        CheckFieldCount();
        return true;
    }

    private bool IsEmptyLine => _reader.FieldCount == 1 && _reader[0].IsEmpty && !_reader.IsQuoted(0);

    /// <summary>Checks that the current record has a field for every column; a delimiter more at the end of the line is no field.</summary>
    public void CheckFieldCount()
    {
        var count = _reader.FieldCount;
        if (count == Names.Count || (count == Names.Count + 1 && _reader[count - 1].IsEmpty && !_reader.IsQuoted(count - 1)))
            return;
        var found = IsEmptyLine ? "an empty line" : $"{count}";
        throw _reader.Error(_reader.Line, null, $"expected {Names.Count} fields, as in the header, found {found}.");
    }

    private string Listed()
    {
        const int Most = 20;
        var more = Names.Count > Most ? $" and {Names.Count - Most} more" : "";
        return string.Join(", ", Names.Take(Most).Select(name => $"'{name}'")) + more;
    }
}
