using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;

namespace MlPipelines.Experiments.Results;

/// <summary>Reads the tables of a run's folder again, row by row, by the names of their columns.</summary>
public static class CsvRows
{
    /// <summary>The rows of a table; none where the file is not there.</summary>
    /// <param name="path">The file; one that ends in <c>.gz</c> is compressed.</param>
    /// <exception cref="RunFolderException">A row has another number of fields than the first one names.</exception>
    public static IEnumerable<CsvRow> Read(string path)
    {
        if (!File.Exists(path))
            yield break;
        using var rows = Rows(path).GetEnumerator();
        while (Next(path, rows) is { } row)
            yield return row;
    }

    /// <summary>The next row; null at the end.</summary>
    private static CsvRow? Next(string path, IEnumerator<CsvRow> rows)
    {
        try
        {
            return rows.MoveNext() ? rows.Current : null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or CsvFormatException)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged,
                $"{path} cannot be read: {exception.Message.TrimEnd('.')}. It is damaged: make it again by running with --resume.",
                exception);
        }
    }

    private static IEnumerable<CsvRow> Rows(string path)
    {
        using var file = File.OpenRead(path);
        using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var csv = CsvReader.Create(text, new CsvReaderOptions { HasHeader = false });
        Dictionary<string, int>? columns = null;
        while (csv.Read())
        {
            string[] fields = [.. Enumerable.Range(0, csv.FieldCount).Select(i => Encoding.UTF8.GetString(csv.GetSpan(i)))];
            if (columns is null)
            {
                columns = ColumnsOf(path, fields);
                continue;
            }

            if (fields.Length != columns.Count)
            {
                throw new RunFolderException(
                    RunFolderProblem.Damaged,
                    $"{path} has a row of {fields.Length} fields where {columns.Count} are named. It is damaged: make it again by running "
                        + "with --resume.");
            }

            yield return new CsvRow(path, columns, fields);
        }
    }

    private static Dictionary<string, int> ColumnsOf(string path, string[] names)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, name) in names.Index())
        {
            if (!columns.TryAdd(name, place))
            {
                throw new RunFolderException(
                    RunFolderProblem.Damaged,
                    $"{path} has the column '{name}' twice. It is damaged: make it again by running with --resume.");
            }
        }

        return columns;
    }
}

/// <summary>A row of a table, by the names of its columns.</summary>
public sealed class CsvRow
{
    private readonly string _path;
    private readonly Dictionary<string, int> _columns;
    private readonly string[] _fields;

    internal CsvRow(string path, Dictionary<string, int> columns, string[] fields)
    {
        (_path, _columns, _fields) = (path, columns, fields);
    }

    /// <summary>The field of a column; empty for none.</summary>
    /// <exception cref="RunFolderException">There is no such column, or <see cref="Number"/> finds no number in it.</exception>
    public string this[string column] => _columns.TryGetValue(column, out var place) ? _fields[place]
        : throw new RunFolderException(RunFolderProblem.Damaged, $"{_path} has no column '{column}': another version wrote it.");

    /// <summary>The whole number in a column.</summary>
    /// <exception cref="RunFolderException">There is no such column, or no whole number of 32 bits in it.</exception>
    public int Whole(string column) =>
        int.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new RunFolderException(
                RunFolderProblem.Damaged, $"{_path} has no whole number but '{this[column]}' in the column '{column}'.");

    /// <summary>An error about this row.</summary>
    public RunFolderException Wrong(string what) => new(
        RunFolderProblem.Damaged, $"{_path} {what}. It is damaged: make it again by running with --resume.");

    /// <summary>Whether there is such a column.</summary>
    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>The number in a column; null where the field is empty.</summary>
    public double? Number(string column)
    {
        var field = this[column];
        if (field.Length == 0)
            return null;
        return double.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number
            : throw new RunFolderException(RunFolderProblem.Damaged, $"{_path} has no number but '{field}' in the column '{column}'.");
    }
}
