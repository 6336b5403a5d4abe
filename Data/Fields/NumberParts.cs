using System.Text;

namespace MlPipelines.Data.Fields;

/// <summary>What a field that may be a number is made of.</summary>
internal readonly ref struct NumberParts
{
    private static readonly byte[][] Currencies = [
        .. new[]
        {
            "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "zł", "kr", "Kč", "USD", "EUR", "GBP", "JPY", "CNY", "INR", "CHF", "Fr.", "SEK", "NOK",
            "DKK", "PLN", "CZK", "AUD", "CAD",
        }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The digits with the marks between them, without sign and blanks.</summary>
    public ReadOnlySpan<byte> Digits { get; private init; }

    /// <summary>Whether a minus stands before or behind it, or brackets around it.</summary>
    public bool IsNegative { get; private init; }

    /// <summary>Whether a percent sign stands behind it.</summary>
    public bool HasPercent { get; private init; }

    /// <summary>The sign or code of a currency that stands beside it; empty for none.</summary>
    public ReadOnlySpan<byte> Currency { get; private init; }

    /// <summary>Takes a field apart; what is not a number stays in the digits.</summary>
    public static NumberParts Of(ReadOnlySpan<byte> text)
    {
        text = Blanks.Trim(text);
        bool negative = false, signed = false, percent = false;
        ReadOnlySpan<byte> currency = [];
        if (text is [(byte)'(', .., (byte)')'] && text.Length > 2)
        {
            (negative, signed) = (true, true);
            text = Blanks.Trim(text[1..^1]);
        }

        for (var changed = true; changed && text.Length > 0;)
        {
            changed = false;
            if (!signed && SignLength(text) is > 0 and var sign)
            {
                (signed, negative, changed) = (true, text[0] != '+', true);
                text = text[sign..];
            }
            else if (!signed && text.Length > 1 && text[^1] == '-')
            {
                (signed, negative, changed) = (true, true, true);
                text = text[..^1];
            }
            else if (!percent && text.Length > 1 && text[^1] == '%')
            {
                (percent, changed) = (true, true);
                text = text[..^1];
            }
            else if (currency.IsEmpty && CurrencyIn(text) is { Length: > 0 } found)
            {
                currency = found;
                changed = true;
                text = text.StartsWith(found) ? text[found.Length..] : text[..^found.Length];
            }

            text = Blanks.Trim(text);
        }

        return new NumberParts { Digits = text, IsNegative = negative, HasPercent = percent, Currency = currency };
    }

    private static int SignLength(ReadOnlySpan<byte> text) =>
        text[0] is (byte)'-' or (byte)'+' ? 1 : text.StartsWith("−"u8) ? "−"u8.Length : 0;

    private static byte[] CurrencyIn(ReadOnlySpan<byte> text)
    {
        foreach (var currency in Currencies)
        {
            if (text.Length > currency.Length && (text.StartsWith(currency) || text.EndsWith(currency)))
                return currency;
        }

        return [];
    }
}

/// <summary>Blanks of every kind that stand around and within numbers.</summary>
internal static class Blanks
{
    /// <summary>The length in bytes of the blank at the start of a text: a space, a tab, a space without break or a thin one.</summary>
    public static int LengthAtStart(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)' ' or (byte)'\t', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0xAF or 0x89, ..] => 3,
        _ => 0,
    };

    /// <summary>A text without blanks around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (LengthAtStart(text) is > 0 and var start)
            text = text[start..];
        while (LengthAtEnd(text) is > 0 and var end)
            text = text[..^end];
        return text;
    }

    private static int LengthAtEnd(ReadOnlySpan<byte> text) => text switch
    {
        [.., (byte)' ' or (byte)'\t'] => 1,
        [.., 0xC2, 0xA0] => 2,
        [.., 0xE2, 0x80, 0xAF or 0x89] => 3,
        _ => 0,
    };
}
