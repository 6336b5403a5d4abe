using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A figure at several places: means over the trials of each, with a band of their 95 % t-intervals.</summary>
internal static class MeansCurve
{
    /// <summary>The curve; places whose trials do not have the figure are left out.</summary>
    public static Series Of(string name, Measure measure, IEnumerable<(double X, IEnumerable<TrialRecord> Trials)> places)
    {
        var points = new List<(double X, Spread Spread, Interval? Interval)>();
        foreach (var (x, trials) in places)
        {
            var values = trials.Select(record => measure.Of(record.Result)).OfType<double>().Where(double.IsFinite).ToList();
            if (values.Count > 0)
                points.Add((x, Spread.Of(values), values.Count < 2 ? null : StudentInterval.Of(values)));
        }

        return new(
            name, [.. points.Select(point => point.X)], [.. points.Select(point => point.Spread.Mean)],
            [.. points.Select(point => point.Interval?.Low ?? double.NaN)], [.. points.Select(point => point.Interval?.High ?? double.NaN)]);
    }
}
