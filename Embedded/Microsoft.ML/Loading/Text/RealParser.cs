using System.Buffers.Text;

namespace Microsoft.ML.Data;

/// <summary>
/// Floating-point values from the bytes of a field, by ML.NET's rules: white space around is ignored; ?, NaN, NA and N/A are missing
/// (NaN); Infinity and ∞ are infinite. A Single is the double product of the digits and the power of ten, rounded, as in ML.NET, so that
/// the same text gives the same bits as there; a Double is rounded correctly.
/// </summary>
internal static class RealParser
{
    private const int MaxPower = 308;
    private const int MinPower = -323;
    private const int MaxExactPower = 22;
    private const ulong MaxDigits = (ulong.MaxValue - 9) / 10;

    private static readonly double[] Powers = MakePowers();

    /// <summary>A Single.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, byte decimalMarker, out float value)
    {
        if (TryParseDigits(field, decimalMarker, out var digits, out var power, out var negative, out var start, out var length)
            && IsWhiteSpace(field[(start + length)..]))
        {
            var magnitude = digits == 0 || power < MinPower ? 0 : power > MaxPower ? double.PositiveInfinity : digits * Powers[power - MinPower];
            value = (float)(negative ? -magnitude : magnitude);
            return true;
        }
        var good = TryParseSpecial(field, out var special);
        value = (float)special;
        return good;
    }

    /// <summary>A Double.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, byte decimalMarker, out double value)
    {
        if (!TryParseDigits(field, decimalMarker, out var digits, out var power, out var negative, out var start, out var length)
            || !IsWhiteSpace(field[(start + length)..]))
        {
            return TryParseSpecial(field, out value);
        }
        if (digits < 1UL << 53 && power is >= -MaxExactPower and <= MaxExactPower)
        {
            // Both factors are exact, so that the one rounding is the right one.
            var magnitude = power < 0 ? digits / Powers[-power - MinPower] : digits * Powers[power - MinPower];
            value = negative ? -magnitude : magnitude;
            return true;
        }
        return TryParseExactly(field.Slice(start, length), decimalMarker, out value);
    }

    /// <summary>Whether the field is white space alone.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> field) => IsWhiteSpace(field);

    // Sign, digits with a decimal marker, exponent. Digits beyond the 19th only count for the power.
    private static bool TryParseDigits(
        ReadOnlySpan<byte> field, byte decimalMarker, out ulong digits, out int power, out bool negative, out int start, out int length)
    {
        digits = 0;
        power = 0;
        start = 0;
        length = 0;
        while (start < field.Length && IsWhiteSpace(field[start]))
            start++;
        var i = start;
        negative = i < field.Length && field[i] == '-';
        if (negative || (i < field.Length && field[i] == '+'))
            i++;
        var any = false;
        for (uint digit; i < field.Length && (digit = (uint)(field[i] - '0')) <= 9; i++)
        {
            any = true;
            if (digits < MaxDigits)
                digits = (10 * digits) + digit;
            else
                power++;
        }
        if (i < field.Length && field[i] == decimalMarker)
        {
            i++;
            for (uint digit; i < field.Length && (digit = (uint)(field[i] - '0')) <= 9; i++)
            {
                any = true;
                if (digits >= MaxDigits)
                    continue;
                digits = (10 * digits) + digit;
                power--;
            }
        }
        if (!any)
            return false;
        if (i < field.Length && (field[i] | 0x20) == 'e' && TryParseExponent(field, i + 1, out var exponent, out var end))
        {
            power = Math.Clamp(power + exponent, -100_000, 100_000);
            i = end;
        }
        length = i - start;
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> field, int i, out int exponent, out int end)
    {
        exponent = 0;
        var negative = i < field.Length && field[i] == '-';
        if (negative || (i < field.Length && field[i] == '+'))
            i++;
        var first = i;
        for (uint digit; i < field.Length && (digit = (uint)(field[i] - '0')) <= 9; i++)
            exponent = Math.Min((10 * exponent) + (int)digit, 50_000);
        exponent = negative ? -exponent : exponent;
        end = i;
        return i > first;
    }

    private static bool TryParseExactly(ReadOnlySpan<byte> number, byte decimalMarker, out double value)
    {
        Span<byte> copy = number.Length <= 512 ? stackalloc byte[number.Length] : new byte[number.Length];
        number.CopyTo(copy);
        copy.Replace(decimalMarker, (byte)'.');
        return Utf8Parser.TryParse(copy[0] == '+' ? copy[1..] : copy, out value, out _);
    }

    private static bool TryParseSpecial(ReadOnlySpan<byte> field, out double value)
    {
        var text = Trim(field);
        value = double.NaN;
        if (text.IsEmpty)
        {
            value = 0;
            return true;
        }
        if (FieldParser.IsMissing(text))
            return true;
        var negative = text[0] == '-';
        var magnitude = negative ? text[1..] : text;
        if (!magnitude.SequenceEqual("Infinity"u8) && !magnitude.SequenceEqual("∞"u8))
            return false;
        value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return true;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> field)
    {
        while (!field.IsEmpty && IsWhiteSpace(field[0]))
            field = field[1..];
        while (!field.IsEmpty && IsWhiteSpace(field[^1]))
            field = field[..^1];
        return field;
    }

    private static bool IsWhiteSpace(ReadOnlySpan<byte> rest)
    {
        foreach (var symbol in rest)
        {
            if (!IsWhiteSpace(symbol))
                return false;
        }
        return true;
    }

    private static bool IsWhiteSpace(byte symbol) => symbol is (byte)' ' or (>= 9 and <= 13);

    private static double[] MakePowers()
    {
        var powers = new double[MaxPower - MinPower + 1];
        for (var i = 0; i < powers.Length; i++)
            powers[i] = double.Parse($"1e{i + MinPower}");
        return powers;
    }
}
