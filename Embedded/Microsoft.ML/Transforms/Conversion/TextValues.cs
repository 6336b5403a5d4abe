using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Transforms.Conversion;

/// <summary>Values written as text. Empty text is 0, false or the earliest time. What cannot be read is said at each method.</summary>
internal static class TextValues
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A signed integer.</summary>
    /// <exception cref="InvalidOperationException">The text is none, or out of range.</exception>
    public static T ToSigned<T>(ReadOnlySpan<char> text)
        where T : struct, IBinaryInteger<T>
    {
        if (text.IsEmpty)
            return T.Zero;
        return T.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out T value)
            ? value
            : throw new InvalidOperationException($"Value could not be parsed from text to {typeof(T).Name}: '{text}' is no whole number in its range.");
    }

    /// <summary>An unsigned integer; 0 when the text is none, or out of range.</summary>
    public static T ToUnsigned<T>(ReadOnlySpan<char> text)
        where T : struct, IBinaryInteger<T> =>
        T.TryParse(text, NumberStyles.None, Culture, out T value) ? value : T.Zero;

    /// <summary>A real number; NaN when the text is none.</summary>
    public static T ToReal<T>(ReadOnlySpan<char> text)
        where T : struct, IFloatingPointIeee754<T>
    {
        text = text.Trim();
        if (text.IsEmpty)
            return T.Zero;
        return T.TryParse(text, NumberStyles.Float, Culture, out T value) ? value : T.NaN;
    }

    /// <summary>True for true, t, yes, y, 1, +1 and +, in any case; false for everything else.</summary>
    public static bool ToBoolean(ReadOnlySpan<char> text) =>
        text is "1" or "+1" or "+"
        || text.Equals("true", StringComparison.OrdinalIgnoreCase)
        || text.Equals("t", StringComparison.OrdinalIgnoreCase)
        || text.Equals("yes", StringComparison.OrdinalIgnoreCase)
        || text.Equals("y", StringComparison.OrdinalIgnoreCase);

    /// <summary>A time span; zero when the text is none.</summary>
    public static TimeSpan ToTimeSpan(ReadOnlySpan<char> text) => TimeSpan.TryParse(text, Culture, out TimeSpan value) ? value : default;

    /// <summary>A date, in universal time; the earliest when the text is none.</summary>
    public static DateTime ToDateTime(ReadOnlySpan<char> text) =>
        DateTime.TryParse(text, Culture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime value) ? value : default;

    /// <summary>A date with its offset; the earliest when the text is none.</summary>
    public static DateTimeOffset ToDateTimeOffset(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParse(text, Culture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value) ? value : default;
}
