namespace MlPipelines.Data.Csv;

/// <summary>The first record of a file: the names of its columns.</summary>
internal sealed class CsvHeader
{
    private readonly CsvReader _reader;

    private CsvHeader(CsvReader reader, string[] names)
    {
        _reader = reader;
        Names = names;
    }

    /// <summary>The names, left to right; a column may have an empty name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the header.</summary>
    /// <exception cref="DataFileException">The file is empty.</exception>
    public static CsvHeader Read(CsvReader reader)
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

    /// <summary>Checks that the current record has a field for every column.</summary>
    public void CheckFieldCount()
    {
        if (_reader.FieldCount != Names.Count)
        {
            string found = _reader.FieldCount == 1 && _reader[0].IsEmpty ? "an empty line" : $"{_reader.FieldCount}";
            throw _reader.Error(_reader.Line, null, $"expected {Names.Count} fields, as in the header, found {found}.");
        }
    }

    private string Listed() => string.Join(", ", Names.Select(name => $"'{name}'"));
}
