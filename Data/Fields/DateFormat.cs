using System.Globalization;

namespace MlPipelines.Data.Fields;

/// <summary>How the dates of a column are written.</summary>
public enum DateFormat
{
    /// <summary>2024-01-31, also with slashes or points, and with a time behind it: 2024-01-31T12:30:00Z.</summary>
    YearFirst,

    /// <summary>31.01.2024, also with slashes or hyphens, and with a time behind it.</summary>
    DayFirst,

    /// <summary>01/31/2024, also with hyphens, and with a time behind it.</summary>
    MonthFirst,

    /// <summary>31 Jan 2024, 31-Jan-2024 or Jan 31, 2024, with English names of months.</summary>
    MonthName,

    /// <summary>A time of the day alone: 12:30 or 12:30:59.</summary>
    TimeOfDay,
}

/// <summary>Reads dates.</summary>
internal static class Dates
{
    private static readonly string[] Times = ["", " HH:mm", " HH:mm:ss", " HH:mm:ss.FFFFFFF", " h:mm tt", " h:mm:ss tt"];

    private static readonly string[][] Patterns =
    [
        [
            .. WithTimes("yyyy-M-d", "yyyy/M/d", "yyyy.M.d"), "yyyy-M-d'T'HH:mm", "yyyy-M-d'T'HH:mm:ss", "yyyy-M-d'T'HH:mm:ss.FFFFFFF",
            "yyyy-M-d'T'HH:mmK", "yyyy-M-d'T'HH:mm:ssK", "yyyy-M-d'T'HH:mm:ss.FFFFFFFK", "yyyy-M-d HH:mm:ssK", "yyyy-M-d HH:mm:ss.FFFFFFFK",
        ],
        [.. WithTimes("d.M.yyyy", "d/M/yyyy", "d-M-yyyy")],
        [.. WithTimes("M/d/yyyy", "M-d-yyyy")],
        [.. WithTimes("d MMM yyyy", "d-MMM-yyyy", "MMM d, yyyy", "d MMMM yyyy", "MMMM d, yyyy")],
        ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF"],
    ];

    /// <summary>The number of formats.</summary>
    public static int FormatCount => Patterns.Length;

    /// <summary>Whether a text may be a date at all: a digit, and a mark between digits.</summary>
    public static bool MayBe(ReadOnlySpan<byte> text) =>
        text.Length is >= 4 and <= 40 && text.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 && text.IndexOfAny("-/.: "u8) > 0;

    /// <summary>A date of a format, in universal time where it says its zone.</summary>
    public static bool TryRead(string text, DateFormat format, out DateTime value) =>
        DateTime.TryParseExact(
            text.Trim(), Patterns[(int)format], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault, out value);

    private static IEnumerable<string> WithTimes(params string[] days) => days.SelectMany(day => Times.Select(time => day + time));
}
