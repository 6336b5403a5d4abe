using MlPipelines.Data.Fields;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Data.Tables;

/// <summary>
/// The features of <see cref="DateEncoding"/> as ONNX operators: the calendar by whole divisions in double, which hold every day exactly.
/// </summary>
internal static class DateOnnx
{
    private const double DaySeconds = 86400;

    /// <summary>Days of 400 years, after which the Gregorian calendar repeats.</summary>
    private const double CycleDays = 146097;

    /// <summary>Days from 0000-03-01 to 1970-01-01. Years are counted from March, so that the leap day is their last.</summary>
    private const double EpochDays = 719468;

    /// <summary>Adds the features.</summary>
    /// <param name="graph">Where operators are added.</param>
    /// <param name="dates">The encoding.</param>
    /// <param name="seconds">[batch, 1] of double: seconds since 1970, or since midnight.</param>
    /// <param name="isMissing">[batch, 1]: where the date is missing.</param>
    /// <returns>[batch, features] of float.</returns>
    public static OnnxValue Add(OnnxGraph graph, DateEncoding dates, OnnxValue seconds, OnnxValue isMissing)
    {
        var known = graph.Where(isMissing, graph.Number(0.0), seconds);
        var day = Quotient(graph, known, DaySeconds);
        List<OnnxValue> features = [];
        if (dates.Format != DateFormat.TimeOfDay)
        {
            var first = (dates.First - DateTime.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;
            var (year, month) = Calendar(graph, graph.Add(day, graph.Number(EpochDays)));
            // 1970-01-01 was a Thursday, the fourth day.
            var weekday = graph.Add(Rest(graph, graph.Add(day, graph.Number(3.0)), 7), graph.Number(1.0));
            features.AddRange(
                year, month, weekday, graph.Divide(graph.Subtract(known, graph.Number(first)), graph.Number(DaySeconds)));
        }

        if (dates.HasHour)
            features.Add(graph.Divide(Rest(graph, known, DaySeconds), graph.Number(3600.0)));
        float[] replacements = [
            .. Enumerable.Range(0, features.Count).Select(i => dates.Replacements.Count == 0 ? float.NaN : dates.Replacements[i])];
        return graph.Where(
            isMissing, graph.Constant(replacements, 1, features.Count), graph.Cast(graph.Concat(1, features), OnnxType.Single));
    }

    /// <summary>Year and month of a day counted from 0000-03-01.</summary>
    private static (OnnxValue Year, OnnxValue Month) Calendar(OnnxGraph graph, OnnxValue day)
    {
        var cycle = Quotient(graph, day, CycleDays);
        var ofCycle = Rest(graph, day, CycleDays);
        // Leap days before a day of the cycle: one after each 1460 days of four years, not in each 36524 of a century, but in the last.
        var leapless = graph.Subtract(
            graph.Add(graph.Subtract(ofCycle, Quotient(graph, ofCycle, 1460)), Quotient(graph, ofCycle, 36524)),
            Quotient(graph, ofCycle, 146096));
        var yearOfCycle = Quotient(graph, leapless, 365);
        var before = graph.Subtract(
            graph.Add(graph.Multiply(yearOfCycle, graph.Number(365.0)), Quotient(graph, yearOfCycle, 4)),
            Quotient(graph, yearOfCycle, 100));
        var ofYear = graph.Subtract(ofCycle, before);
        // From March on, five months have 153 days.
        var fromMarch = Quotient(graph, graph.Add(graph.Multiply(ofYear, graph.Number(5.0)), graph.Number(2.0)), 153);
        var isNextYear = graph.Cast(graph.Node("Greater", [fromMarch, graph.Number(9.5)]), OnnxType.Double);
        var month = graph.Subtract(graph.Add(fromMarch, graph.Number(3.0)), graph.Multiply(isNextYear, graph.Number(12.0)));
        var year = graph.Add(graph.Add(graph.Multiply(cycle, graph.Number(400.0)), yearOfCycle), isNextYear);
        return (year, month);
    }

    private static OnnxValue Quotient(OnnxGraph graph, OnnxValue x, double divisor) =>
        graph.Apply("Floor", graph.Divide(x, graph.Number(divisor)));

    private static OnnxValue Rest(OnnxGraph graph, OnnxValue x, double divisor) =>
        graph.Subtract(x, graph.Multiply(Quotient(graph, x, divisor), graph.Number(divisor)));
}
