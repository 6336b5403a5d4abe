using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>Values as the fields of a text file, which the text loader reads back.</summary>
internal static class TextFormatting
{
    /// <summary>A function that gives the field of a value.</summary>
    /// <param name="type">The type of the values: one of ML.NET's own.</param>
    /// <param name="separator">The separator, which makes quotes necessary in text.</param>
    public static Func<T, string> Create<T>(PrimitiveDataViewType type, char separator)
    {
        if (type is KeyDataViewType key)
            return value => Convert.ToUInt64(value, CultureInfo.InvariantCulture) is var number && number > 0 && number <= key.Count ? (number - 1).ToString() : "";
        return value => value switch
        {
            ReadOnlyMemory<char> text => Quote(text.Span, separator),
            float.NaN or double.NaN => "?",
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            double number => number.ToString("G17", CultureInfo.InvariantCulture),
            bool flag => flag ? "1" : "0",
            TimeSpan time => $"\"{time:c}\"",
            DateTime time => $"\"{time:o}\"",
            DateTimeOffset time => $"\"{time:o}\"",
            DataViewRowId id => $"0x{id}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    /// <summary>Text as a field: in quotes when it is empty, begins with a space, or holds a quote, a colon, a line end or the separator.</summary>
    public static string Quote(ReadOnlySpan<char> text, char separator)
    {
        if (text.IsEmpty)
            return "\"\"";
        return text[0] == ' ' || text.IndexOfAny(['"', ':', '\n', separator]) >= 0
            ? $"\"{text.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text.ToString();
    }
}
