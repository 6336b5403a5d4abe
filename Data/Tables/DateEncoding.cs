using MlPipelines.Data.Fields;

namespace MlPipelines.Data.Tables;

/// <summary>How the dates of a column become features.</summary>
/// <param name="Format">How they are written.</param>
/// <param name="First">The first date of the training rows, from which days are counted.</param>
/// <param name="HasHour">Whether the hour is a feature too.</param>
/// <param name="Replacements">Per feature what stands for a missing date; empty to keep it missing (NaN).</param>
public sealed record DateEncoding(DateFormat Format, DateTime First, bool HasHour, IReadOnlyList<float> Replacements)
{
    private static readonly string[] Days = ["year", "month", "weekday", "days"];

    /// <summary>What the features are: year, month (1 to 12), weekday (1 for Monday), days since the first date, hour (0 to 24).</summary>
    internal IEnumerable<string> Names => (Format == DateFormat.TimeOfDay ? [] : Days).Concat(HasHour ? ["hour"] : []);

    /// <summary>Number of features.</summary>
    internal int Count => (Format == DateFormat.TimeOfDay ? 0 : Days.Length) + (HasHour ? 1 : 0);

    /// <summary>Learns from the dates of the training rows.</summary>
    internal static DateEncoding Learn(DateFormat format, DateTime[] dates, bool hasTimes, bool imputes)
    {
        var hasHour = hasTimes || format == DateFormat.TimeOfDay;
        var encoding = new DateEncoding(format, dates.Length == 0 ? default : dates.Min(), hasHour, []);
        if (!imputes)
            return encoding;
        var sums = new double[encoding.Count];
        var features = new float[encoding.Count];
        foreach (var date in dates)
        {
            encoding.Encode(date, features);
            for (var i = 0; i < sums.Length; i++)
                sums[i] += features[i];
        }

        return encoding with { Replacements = [.. sums.Select(sum => (float)(sum / Math.Max(dates.Length, 1)))] };
    }

    /// <summary>Writes the features of a date, null for a missing one.</summary>
    internal void Encode(DateTime? date, Span<float> features)
    {
        if (date is not { } value)
        {
            for (var i = 0; i < Count; i++)
                features[i] = Replacements.Count == 0 ? float.NaN : Replacements[i];
            return;
        }

        var next = 0;
        if (Format != DateFormat.TimeOfDay)
        {
            features[next++] = value.Year;
            features[next++] = value.Month;
            features[next++] = value.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)value.DayOfWeek;
            features[next++] = (float)(value - First).TotalDays;
        }

        if (HasHour)
            features[next] = (float)value.TimeOfDay.TotalHours;
    }
}
