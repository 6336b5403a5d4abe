using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>
/// Values from the bytes of a field, by ML.NET's rules. An empty field is never asked for: the loader leaves the default value.
/// </summary>
internal static class FieldParser
{
    /// <summary>A signed integer: an optional minus sign and digits, no white space.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        var negative = field[0] == '-';
        if (!TryParse(negative ? field[1..] : field, out ulong magnitude))
            return false;
        value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return magnitude <= long.MaxValue || (negative && magnitude == 1UL << 63);
    }

    /// <summary>A signed integer of 32 bits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out int value)
    {
        var good = TryParse(field, out long wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = good ? (int)wide : 0;
        return good;
    }

    /// <summary>A signed integer of 16 bits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out short value)
    {
        var good = TryParse(field, out long wide) && wide is >= short.MinValue and <= short.MaxValue;
        value = good ? (short)wide : (short)0;
        return good;
    }

    /// <summary>A signed integer of 8 bits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out sbyte value)
    {
        var good = TryParse(field, out long wide) && wide is >= sbyte.MinValue and <= sbyte.MaxValue;
        value = good ? (sbyte)wide : (sbyte)0;
        return good;
    }

    /// <summary>An unsigned integer: digits alone.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out ulong value)
    {
        value = 0;
        if (field.IsEmpty)
            return false;
        foreach (var symbol in field)
        {
            var digit = (uint)(symbol - '0');
            if (digit > 9 || value > (ulong.MaxValue - digit) / 10)
                return false;
            value = (10 * value) + digit;
        }
        return true;
    }

    /// <summary>An unsigned integer of at most <paramref name="max"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, ulong max, out ulong value)
    {
        if (TryParse(field, out value) && value <= max)
            return true;
        value = 0;
        return false;
    }

    /// <summary>The place of a key's value, counted from 0, as the key, counted from 1. A missing value (?, NA, N/A, NaN) is 0.</summary>
    public static bool TryParseKey(ReadOnlySpan<byte> field, ulong count, out ulong key)
    {
        key = 0;
        if (IsMissing(field))
            return true;
        if (!TryParse(field, out ulong place) || place >= count)
            return false;
        key = place + 1;
        return true;
    }

    /// <summary>True or false: the words true, yes, t, y, 1, +1, + and their opposites, in any case.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out bool value)
    {
        value = false;
        if (field.Length > 5)
            return false;
        Span<byte> lower = stackalloc byte[5];
        Ascii.ToLower(field, lower, out var length);
        switch (lower[..length])
        {
            case [(byte)'t'] or [(byte)'y'] or [(byte)'1'] or [(byte)'+'] or [(byte)'+', (byte)'1']:
            case var word when word.SequenceEqual("true"u8) || word.SequenceEqual("yes"u8):
                value = true;
                return true;
            case [(byte)'f'] or [(byte)'n'] or [(byte)'0'] or [(byte)'-'] or [(byte)'-', (byte)'1']:
            case var word when word.SequenceEqual("false"u8) || word.SequenceEqual("no"u8):
                return true;
            default:
                return false;
        }
    }

    /// <summary>A length of time, in invariant culture.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out TimeSpan value) =>
        TimeSpan.TryParse(Encoding.UTF8.GetString(field), CultureInfo.InvariantCulture, out value);

    /// <summary>A date and time, in invariant culture; without an offset it is UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out DateTime value) =>
        DateTime.TryParse(
            Encoding.UTF8.GetString(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);

    /// <summary>A date and time with its offset, in invariant culture; without an offset it is UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(Encoding.UTF8.GetString(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);

    /// <summary>Whether the field says that its value is missing: ?, NA, N/A or NaN, in any case.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> field) =>
        field is [(byte)'?']
        || Ascii.EqualsIgnoreCase(field, "NA"u8) || Ascii.EqualsIgnoreCase(field, "N/A"u8) || Ascii.EqualsIgnoreCase(field, "NaN"u8);
}
