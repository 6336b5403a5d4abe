using MlPipelines.Data.Files;

namespace MlPipelines.Data.Csv;

/// <summary>The first record of a file: the names of its columns.</summary>
internal sealed class CsvHeader
{
    private readonly StrictCsvReader _reader;

    private CsvHeader(StrictCsvReader reader, string[] names)
    {
        _reader = reader;
        Names = names;
    }

    /// <summary>The names, left to right; a column may have an empty name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="DataFileException">The file is empty.</exception>
    public static CsvHeader Read(StrictCsvReader reader)
    {
        if (!reader.Read())
            throw reader.Error(1, null, "expected a header with the names of the columns, found an empty file.");
        return new CsvHeader(reader, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.Text)]);
    }

    /// <summary>The position of a column.</summary>
    /// <exception cref="DataFileException">There is no such column, or there are two.</exception>
    public int IndexOf(string name)
    {
        int[] found = [.. Enumerable.Range(0, Names.Count).Where(i => Names[i] == name)];
        return found.Length switch
        {
            1 => found[0],
            0 => throw _reader.Error(1, name, $"this column is missing; the header has {Listed()}."),
            _ => throw _reader.Error(1, name, $"the header has this name {found.Length} times. Give each column a name of its own."),
        };
    }

    /// <summary>Goes to the next row of data; false at the end of the file. Empty lines at its end are no rows.</summary>
    /// <exception cref="DataFileException">The record has not a field for every column, as an empty line between rows.</exception>
    public bool ReadRow()
    {
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

    /// <summary>Checks that the current record has a field for every column.</summary>
    public void CheckFieldCount()
    {
        if (_reader.FieldCount != Names.Count)
        {
            var found = IsEmptyLine ? "an empty line" : $"{_reader.FieldCount}";
            throw _reader.Error(_reader.Line, null, $"expected {Names.Count} fields, as in the header, found {found}.");
        }
    }

    private string Listed() => string.Join(", ", Names.Select(name => $"'{name}'"));
}

/// <summary>Finds the delimiter of a file.</summary>
internal static class Delimiters
{
    /// <summary>The one of comma, semicolon, tab and bar that splits the header into most fields; a comma when none does.</summary>
    public static char Detect(string path)
    {
        var best = ',';
        var most = 0;
        foreach (var delimiter in (ReadOnlySpan<char>)[',', ';', '\t', '|'])
        {
            int fields;
            try
            {
                using var reader = new StrictCsvReader(path, delimiter);
                fields = reader.Read() ? reader.FieldCount : 0;
            }
            catch (DataFileException)
            {
                // With the wrong delimiter a quote stands within a field. The chosen one is read again, and its errors are shown.
                continue;
            }

            if (fields > most)
                (most, best) = (fields, delimiter);
        }

        return best;
    }
}
