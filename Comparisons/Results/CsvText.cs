using System.Globalization;
using System.Text;
using CsvHelper;

namespace MlPipelines.Comparisons.Results;

/// <summary>CSV as every file of a run has it: comma, quotes where needed, a line feed after each row, invariant culture, numbers that read back exactly.</summary>
internal static class CsvText
{
    private static readonly CsvWriterOptions WriterOptions = new() { Separator = ',', NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture };
    private static readonly CsvReaderOptions ReaderOptions = new() { Separator = ',' };

    /// <summary>Rows as text. A null field is empty; a double is written with the fewest digits that read back to it.</summary>
    public static string Rows(params IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, WriterOptions, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                foreach (object? field in row)
                    csv.WriteField(Text(field));
                csv.EndRecord();
            }
        }

        return text.ToString();
    }

    /// <summary>The rows of a file as fields and as the text they came from, without the header.</summary>
    /// <exception cref="UsageException">The header is not <paramref name="header"/>, or a row does not have its columns.</exception>
    public static IEnumerable<(string[] Fields, string Raw)> Read(string path, IReadOnlyList<string> header)
    {
        using var csv = CsvReader.FromFile(path, ReaderOptions);
        csv.ReadHeader();
        if (!csv.Headers.SequenceEqual(header))
            throw new UsageException(
                $"{path} does not begin with the columns {string.Join(',', header)}; it was not written by this version and cannot be continued.");
        while (csv.Read())
        {
            if (csv.FieldCount != header.Count)
                throw new UsageException($"{path}, row {csv.RowNumber}: {csv.FieldCount} fields, expected {header.Count}; the file is damaged.");
            var fields = new string[csv.FieldCount];
            for (int i = 0; i < fields.Length; i++)
                fields[i] = csv.GetString(i);
            yield return (fields, Encoding.UTF8.GetString(csv.RawRecord) + "\n");
        }
    }

    private static string Text(object? field) => field switch
    {
        null => "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => field.ToString() ?? "",
    };
}
