using System.Globalization;
using CsvHelper;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// CSV as every file of a run has it: comma, quotes where needed, a line feed after each row, invariant culture, numbers that read back
/// exactly.
/// </summary>
public static class CsvText
{
    private static readonly CsvWriterOptions WriterOptions =
        new() { Separator = ',', NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture };

    /// <summary>Rows as text. A null field is empty; a double is written with the fewest digits that read back to it.</summary>
    public static string Rows(params IEnumerable<IReadOnlyList<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, WriterOptions, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                foreach (var field in row)
                    csv.WriteField(Text(field));
                csv.EndRecord();
            }
        }

        return text.ToString();
    }

    /// <summary>A figure with six digits, for more measure nothing; null for none.</summary>
    public static string? Digits(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture);

    private static string Text(object? field) => field switch
    {
        null => "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => field.ToString() ?? "",
    };
}
