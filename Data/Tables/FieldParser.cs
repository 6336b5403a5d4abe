using System.Globalization;
using System.Text;
using MlPipelines.Data.Csv;

namespace MlPipelines.Data.Tables;

/// <summary>Reads the fields of a user's file: missing, number, boolean or text.</summary>
internal sealed class FieldParser(IReadOnlyList<string> missingMarkers)
{
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

    public static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        value = Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "yes"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8) || Ascii.EqualsIgnoreCase(text, "no"u8);
    }
}
