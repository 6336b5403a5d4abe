using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MlPipelines.Data.Fields;
using MlPipelines.Data.Files;

namespace MlPipelines.Data.Csv;

/// <summary>Reads the fields of a user's file: missing or a text.</summary>
internal sealed class FieldParser(IReadOnlyList<string> missingMarkers)
{
    private readonly byte[][] _missing = [.. missingMarkers.Select(Encoding.UTF8.GetBytes)];

    public bool IsMissing(StrictCsvReader reader, int field)
    {
        if (reader.IsQuoted(field))
            return false;
        var text = Blanks.Trim(reader[field]);
        foreach (var marker in _missing)
        {
            if (Ascii.EqualsIgnoreCase(text, marker) || text.SequenceEqual(marker))
                return true;
        }

        return false;
    }

    /// <summary>A field as text: without the blanks around it, unless it stood in quotes.</summary>
    public static string Text(StrictCsvReader reader, int field) =>
        reader.IsQuoted(field) ? reader.Text(field) : Trimmed(reader.Text(field));

    /// <summary>A text without blanks around it.</summary>
    public static string Trimmed(string text) => text.Trim(' ', '\t', '\u00a0', '\u202f', '\u2009');
}

/// <summary>Strict numbers: the whole field is one finite number, without blanks or thousands separators.</summary>
internal static class CsvNumbers
{
    /// <summary>A field as a finite Single, correctly rounded from its decimal text.</summary>
    /// <exception cref="DataFileException">The field is no number, or not a finite one.</exception>
    public static float Single(StrictCsvReader reader, int field, string column)
    {
        var text = reader[field];
        if (!float.TryParse(
            text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture,
            out var value))
        {
            throw reader.Error(reader.Line, column, $"expected a number, found {Quoted(text)}.");
        }

        if (!float.IsFinite(value))
        {
            throw reader.Error(
                reader.Line, column, $"expected a finite number, found {Quoted(text)}. Remove the row or put a number there.");
        }

        return value;
    }

    /// <summary>A field as a class number from 0 to <paramref name="classCount"/> - 1.</summary>
    /// <exception cref="DataFileException">The field is no such number.</exception>
    public static int Class(StrictCsvReader reader, int field, string column, int classCount)
    {
        var text = reader[field];
        if (!Utf8Parser.TryParse(text, out int value, out var read) || read != text.Length || (uint)value >= (uint)classCount)
            throw reader.Error(reader.Line, column, $"expected a class, a whole number from 0 to {classCount - 1}, found {Quoted(text)}.");
        return value;
    }

    /// <summary>A field as it stands, shortened, for an error's text.</summary>
    public static string Quoted(ReadOnlySpan<byte> text)
    {
        const int Longest = 40;
        return text.IsEmpty ? "an empty field" : text.Length <= Longest ? $"'{Encoding.UTF8.GetString(text)}'"
            : $"'{Encoding.UTF8.GetString(text[..Longest])}...'";
    }
}
