using MlPipelines.Data.Csv;
using MlPipelines.Data.Files;

namespace MlPipelines.Data;

/// <summary>The rows of a CSV file as they are, each a dictionary from the header's names to texts: for predictions.</summary>
public static class CsvRecords
{
    /// <summary>Reads a file row by row, gzip-compressed or plain, with the same rules as <see cref="CsvData.Load"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="delimiter">The delimiter; null for the one of comma, semicolon, tab and bar that the header has most of.</param>
    /// <returns>Each row with the line that it begins on.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFileException">The content is not CSV, or two columns have one name; the message names file, line and
    /// column.</exception>
    public static IEnumerable<(long Line, IReadOnlyDictionary<string, object?> Values)> Read(string path, char? delimiter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        return Rows(path, delimiter ?? Delimiters.Detect(path));
    }

    private static IEnumerable<(long, IReadOnlyDictionary<string, object?>)> Rows(string path, char delimiter)
    {
        using var reader = new StrictCsvReader(path, delimiter);
        var header = CsvHeader.Read(reader);
        foreach (var name in header.Names)
            header.IndexOf(name);
        while (header.ReadRow())
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var column = 0; column < header.Names.Count; column++)
                values.Add(header.Names[column], reader.Text(column));
            yield return (reader.Line, values);
        }
    }
}
