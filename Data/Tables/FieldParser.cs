using System.Buffers;
using System.Globalization;
using System.Text;
using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Tables;

/// <summary>Reads the fields of a user's file: missing, number, boolean or text.</summary>
internal sealed class FieldParser(IReadOnlyList<string> missingMarkers)
{
    private static readonly SearchValues<byte> NumberMarks = SearchValues.Create("0123456789+-.,"u8);

    private readonly byte[][] _missing = [.. missingMarkers.Select(Encoding.UTF8.GetBytes)];

    public bool IsMissing(CsvReader reader, int field)
    {
        if (reader.IsQuoted(field))
            return false;
        ReadOnlySpan<byte> text = reader[field];
        foreach (byte[] marker in _missing)
        {
            if (Ascii.EqualsIgnoreCase(text, marker))
                return true;
        }

        return false;
    }

    /// <summary>A finite number, without blanks or thousands separators.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out float value) =>
        float.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && float.IsFinite(value);

    /// <summary>Whether a text that is no number becomes one where its commas are read as points or as nothing: 12,5, 1.234,5, 1,234.5.</summary>
    public static bool IsNumberWithComma(ReadOnlySpan<byte> text)
    {
        int comma = text.LastIndexOf((byte)',');
        return comma > 0 && text.IndexOfAnyExcept(NumberMarks) < 0 && char.IsAsciiDigit((char)text[^1]) && text.LastIndexOfAny((byte)'+', (byte)'-') <= 0;
    }

    public static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "yes"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8) || Ascii.EqualsIgnoreCase(text, "no"u8);
    }
}
