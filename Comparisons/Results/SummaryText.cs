using System.Text;

namespace MlPipelines.Comparisons.Results;

/// <summary>Summaries as plain text in aligned columns, the same on a terminal, in a pipe and in a file.</summary>
internal static class SummaryText
{
    /// <summary>The file of a run's tables as they are printed at its end.</summary>
    public const string FileName = "summary.txt";

    /// <summary>The text of a summary, each line ended by a line feed.</summary>
    public static string Of(Summary summary)
    {
        var text = new StringBuilder();
        text.Append(summary.Title).Append('\n');
        if (summary.Question.Length > 0)
            text.Append(summary.Question).Append('\n');
        if (summary.Ours is not null)
            text.Append("Chosen here: ").Append(summary.Ours).Append(".\n");
        text.Append('\n');
        var rows = summary.Rows.Prepend(summary.Header).ToList();
        var widths = Enumerable.Range(0, summary.Header.Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var (index, row) in rows.Index())
        {
            AppendRow(text, row, widths);
            if (index == 0)
                AppendRow(text, [.. widths.Select(width => new string('-', width))], widths);
        }

        foreach (string failure in summary.Failures)
            text.Append("failed: ").Append(failure).Append('\n');
        if (summary.Findings.Count > 0)
            text.Append('\n').AppendJoin('\n', summary.Findings).Append('\n');
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells, List<int> widths)
    {
        var line = cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
        text.Append(string.Join("  ", line).TrimEnd()).Append('\n');
    }
}
