using System.Globalization;
using System.Text;
using MlPipelines.Conformance.Model;

namespace MlPipelines.Conform;

/// <summary>The results of several trainers as a page: counts by trainer, and what failed.</summary>
public static class ResultTable
{
    private const int LongestDetail = 220;

    /// <summary>The page, as Markdown.</summary>
    /// <param name="reports">The trainers' names and results.</param>
    public static string Markdown(IReadOnlyList<(string Name, ConformanceReport Report)> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var text = new StringBuilder("| trainer | passed | refused | failed | do not apply | failed checks |\n|---|---|---|---|---|---|\n");
        foreach (var (name, report) in reports)
        {
            var failed = string.Join(", ", report.Failed.Select(row => $"`{row.Check.Name}`"));
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {report.Count(ConformanceOutcome.Passed)} | ")
                .Append(CultureInfo.InvariantCulture, $"{report.Count(ConformanceOutcome.Refused)} | ")
                .Append(CultureInfo.InvariantCulture, $"{report.Count(ConformanceOutcome.Failed)} | ")
                .Append(CultureInfo.InvariantCulture, $"{report.Count(ConformanceOutcome.DoesNotApply)} | {failed} |\n");
        }

        foreach (var (name, report) in reports.Where(pair => pair.Report.Failed.Any()))
        {
            text.Append('\n').Append(name).Append(":\n\n");
            foreach (var row in report.Failed)
                text.Append(CultureInfo.InvariantCulture, $"- `{row.Check.Name}`: {Short(row.Detail)}\n");
        }

        return text.ToString();
    }

    private static string Short(string detail)
    {
        var line = detail.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
        return line.Length <= LongestDetail ? line : line[..LongestDetail] + "…";
    }
}
