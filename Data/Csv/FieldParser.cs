using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MlPipelines.Data.Files;

namespace MlPipelines.Data.Csv;

/// <summary>Reads the fields of a user's file: missing, number, boolean or text.</summary>
internal sealed class FieldParser(IReadOnlyList<string> missingMarkers)
{
    private static readonly SearchValues<byte> NumberMarks = SearchValues.Create("0123456789+-.,"u8);

    private readonly byte[][] _missing = [.. missingMarkers.Select(Encoding.UTF8.GetBytes)];

    public bool IsMissing(StrictCsvReader reader, int field)
    {
        if (reader.IsQuoted(field))
            return false;
        var text = reader[field];
        foreach (var marker in _missing)
        {
            if (Ascii.EqualsIgnoreCase(text, marker))
                return true;
        }

        return false;
    }

    /// <summary>A finite number, without blanks or thousands separators.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out float value) =>
        float.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out value)
        && float.IsFinite(value);

    /// <summary>
    /// Whether a text that is no number becomes one where its commas are read as points or as nothing: 12,5, 1.234,5, 1,234.5.
    /// </summary>
    public static bool IsNumberWithComma(ReadOnlySpan<byte> text)
    {
        var comma = text.LastIndexOf((byte)',');
        return comma > 0 && text.IndexOfAnyExcept(NumberMarks) < 0 && char.IsAsciiDigit((char)text[^1])
            && text.LastIndexOfAny((byte)'+', (byte)'-') <= 0;
    }

    public static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "yes"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8) || Ascii.EqualsIgnoreCase(text, "no"u8);
    }
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
