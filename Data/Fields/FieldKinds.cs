using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MlPipelines.Data.Fields;

/// <summary>What a single field can be.</summary>
internal static class FieldKinds
{
    private static readonly SearchValues<byte> PlainMarks = SearchValues.Create("0123456789+-.eE"u8);

    private static readonly byte[][] Infinities = [
        .. new[] { "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞", "1.#INF", "-1.#INF" }
            .Select(Encoding.UTF8.GetBytes)];

    /// <summary>A finite number with a decimal point and no other mark, and no blanks.</summary>
    public static bool TryPlainNumber(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        if (text.IsEmpty || text.ContainsAnyExcept(PlainMarks))
            return false;
        if (text is [(byte)'+', not (byte)'-' and not (byte)'+', ..])
            text = text[1..];
        return Utf8Parser.TryParse(text, out value, out var read) && read == text.Length && double.IsFinite(value)
            && text[^1] is not ((byte)'e' or (byte)'E' or (byte)'+' or (byte)'-');
    }

    public static bool TryBoolean(ReadOnlySpan<byte> text, out bool value)
    {
        text = Blanks.Trim(text);
        value = Ascii.EqualsIgnoreCase(text, "true"u8) || Ascii.EqualsIgnoreCase(text, "yes"u8);
        return value || Ascii.EqualsIgnoreCase(text, "false"u8) || Ascii.EqualsIgnoreCase(text, "no"u8);
    }

    /// <summary>Whether a field stands for an infinite number.</summary>
    public static bool IsInfinite(ReadOnlySpan<byte> text)
    {
        text = Blanks.Trim(text);
        foreach (var infinity in Infinities)
        {
            if (Ascii.EqualsIgnoreCase(text, infinity) || text.SequenceEqual(infinity))
                return true;
        }

        return Utf8Parser.TryParse(text, out double value, out var read) && read == text.Length && double.IsInfinity(value);
    }

    /// <summary>Whether a field is a number in any format, a date or a truth value.</summary>
    public static bool IsTyped(string field)
    {
        var text = Encoding.UTF8.GetBytes(field);
        if (TryPlainNumber(text, out _) || TryBoolean(text, out _) || IsInfinite(text))
            return true;
        foreach (var format in NumberFormat.All)
        {
            if (format.TryRead(NumberParts.Of(text), out _))
                return true;
        }

        return Dates.MayBe(text)
            && Enumerable.Range(0, Dates.FormatCount).Any(format => Dates.TryRead(field, (DateFormat)format, out _));
    }
}
