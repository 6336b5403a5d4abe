using System.Buffers.Text;
using System.Text;

namespace MlPipelines.Data.Fields;

/// <summary>How the numbers of a column are written.</summary>
/// <param name="Decimal">The mark before the fraction: a point or a comma.</param>
/// <param name="Thousands">
/// The mark between groups of three digits: a comma, a point, a blank (of any kind), an apostrophe or a low line; null for none.
/// </param>
/// <param name="Percent">Whether each number has a percent sign behind it; 12% is then the number 12.</param>
public sealed record NumberFormat(char Decimal = '.', char? Thousands = null, bool Percent = false)
{
    private const int LongestNumber = 64;

    /// <summary>A point before the fraction and no other mark.</summary>
    public static NumberFormat Plain { get; } = new();

    /// <summary>The formats that are looked for, the plain one first.</summary>
    internal static IReadOnlyList<NumberFormat> All { get; } =
    [
        Plain, new('.', ','), new('.', ' '), new('.', '\''), new('.', '_'),
        new(','), new(',', '.'), new(',', ' '), new(',', '\''),
    ];

    /// <summary>The place in <see cref="All"/> of a format, whether numbers have a percent sign or not.</summary>
    internal static int IndexOf(NumberFormat format)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Decimal == format.Decimal && All[i].Thousands == format.Thousands)
                return i;
        }

        throw new ArgumentException($"There is no format {format}.", nameof(format));
    }

    /// <summary>
    /// A field's number: digits with the marks of the format, with blanks around it, a sign of a currency beside it, and a minus before or
    /// behind it, or brackets around it.
    /// </summary>
    internal bool TryRead(ReadOnlySpan<byte> text, out double value)
    {
        var parts = NumberParts.Of(text);
        return TryRead(parts, out value) && parts.HasPercent == Percent;
    }

    /// <summary>The number of a field's parts, whether it has a percent sign or not.</summary>
    internal bool TryRead(in NumberParts parts, out double value)
    {
        value = 0;
        Span<byte> plain = stackalloc byte[LongestNumber];
        if (!TryPlain(parts.Digits, plain, out var length)
            || !Utf8Parser.TryParse(plain[..length], out double number, out var read) || read != length || !double.IsFinite(number))
        {
            return false;
        }

        value = parts.IsNegative ? -number : number;
        return true;
    }

    /// <summary>A field's number as a Single, rounded once from its decimal text.</summary>
    internal bool TryReadSingle(ReadOnlySpan<byte> text, out float value)
    {
        value = 0;
        var parts = NumberParts.Of(text);
        Span<byte> plain = stackalloc byte[LongestNumber];
        if (parts.HasPercent != Percent || !TryPlain(parts.Digits, plain, out var length)
            || !Utf8Parser.TryParse(plain[..length], out float number, out var read) || read != length || !float.IsFinite(number))
        {
            return false;
        }

        value = parts.IsNegative ? -number : number;
        return true;
    }

    /// <summary>The text as digits with a point, without other marks; false where it is not of this format.</summary>
    private bool TryPlain(ReadOnlySpan<byte> text, Span<byte> plain, out int length)
    {
        length = 0;
        int group = 0, groups = 0, digits = 0;
        var inFraction = false;
        while (text.Length > 0)
        {
            if (length == plain.Length)
                return false;
            var c = text[0];
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                plain[length++] = c;
                digits++;
                group++;
                text = text[1..];
            }
            else if (c == Decimal && !inFraction)
            {
                if (groups > 0 && group != 3)
                    return false;
                plain[length++] = (byte)'.';
                inFraction = true;
                text = text[1..];
            }
            else if (c is (byte)'e' or (byte)'E' && digits > 0 && groups == 0)
            {
                return Exponent(text, plain, ref length);
            }
            else if (!inFraction && MarkLength(text) is > 0 and var mark && (groups > 0 ? group == 3 : IsFirstGroup(plain[..length])))
            {
                groups++;
                group = 0;
                text = text[mark..];
            }
            else
            {
                return false;
            }
        }

        return digits > 0 && (inFraction || groups == 0 || group == 3);
    }

    private static bool Exponent(ReadOnlySpan<byte> text, Span<byte> plain, ref int length)
    {
        if (length + text.Length > plain.Length)
            return false;
        text.CopyTo(plain[length..]);
        length += text.Length;
        var exponent = text[1..];
        if (exponent is [(byte)'+' or (byte)'-', ..])
            exponent = exponent[1..];
        return exponent.Length > 0 && exponent.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static bool IsFirstGroup(ReadOnlySpan<byte> digits) => digits.Length is >= 1 and <= 3 && digits[0] != '0';

    private int MarkLength(ReadOnlySpan<byte> text) => Thousands switch
    {
        null => 0,
        ' ' => Blanks.LengthAtStart(text),
        '\'' => text[0] == '\'' ? 1 : text.StartsWith("’"u8) ? "’"u8.Length : 0,
        _ => text[0] == Thousands ? 1 : 0,
    };

    /// <summary>As <c>1.234,5 %</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Thousands is { } mark ? $"1{mark}234" : "1234");
        text.Append(Decimal).Append('5');
        return Percent ? text.Append('%').ToString() : text.ToString();
    }
}
