using System.Globalization;
using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A figure by two settings, as colours: means over seeds.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
/// <param name="Rows">The setting of rows, the highest on top.</param>
/// <param name="Columns">The setting of columns.</param>
public sealed record GridSpec(string Name, Measure Measure, string Rows, string Columns) : PictureSpec(Name)
{
    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var own = trials.Where(record => record.Trial.Settings.ContainsKey(Rows) && record.Trial.Settings.ContainsKey(Columns)).ToList();
        var rows = Values(own, Rows).Reverse().ToList();
        var columns = Values(own, Columns).ToList();
        if (rows.Count < 2 || columns.Count < 2)
            return null;
        var means = new double[rows.Count, columns.Count];
        foreach (var (i, row) in rows.Index())
        {
            foreach (var (j, column) in columns.Index())
                means[i, j] = Spread.Of([.. own.Where(record => record.Trial.Settings[Rows] == row && record.Trial.Settings[Columns] == column).Select(record => Measure.Of(record.Result)).OfType<double>()]).Mean;
        }

        return new HeatMapPicture($"{title}: {Measure.Name}", Columns, Rows, Measure.Unit, columns, rows, means) { Format = "0.000" };
    }

    private static IEnumerable<string> Values(List<TrialRecord> trials, string setting) => trials.Select(record => record.Trial.Settings[setting]).Distinct()
        .OrderBy(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.MaxValue);
}
