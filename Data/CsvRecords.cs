using MlPipelines.Data.Csv;
using MlPipelines.Data.Files;

namespace MlPipelines.Data;

/// <summary>The rows of a CSV file as they are, each a dictionary from the header's names to texts: for predictions.</summary>
public static class CsvRecords
{
    /// <summary>Reads a file row by row, gzip-compressed or plain, with the same rules as <see cref="CsvData.Load"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The delimiter; null to find it as <see cref="CsvData.Load"/> does.</param>
    /// <returns>Each row with the line that it begins on.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFileException">The content is not CSV, or two columns have one name; the message names file, line and
    /// column.</exception>
    public static IEnumerable<(long Line, IReadOnlyDictionary<string, object?> Values)> Read(string path, char? delimiter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        return Rows(path, CsvDialect.Of(path, delimiter));
    }

    private static IEnumerable<(long, IReadOnlyDictionary<string, object?>)> Rows(string path, CsvDialect dialect)
    {
        using var reader = new StrictCsvReader(path, dialect.Delimiter);
        var header = CsvHeader.Read(reader, dialect);
        header.RequireDifferentNames();
        while (header.ReadRow())
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var column = 0; column < header.Names.Count; column++)
                values[header.Names[column]] = FieldParser.Text(reader, column);
            yield return (reader.Line, values);
        }
    }
}
