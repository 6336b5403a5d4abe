using MlPipelines.Experiments.Results;
using Spectre.Console;

namespace MlPipelines.Comparisons.Progress;

/// <summary>Summaries as tables on a terminal.</summary>
internal static class SummaryTable
{
    private const int Border = 1;
    private const int Padding = 3;

    /// <summary>
    /// Writes a summary; where the terminal is too narrow, with the spread below the mean, and in several tables with the learners in each.
    /// </summary>
    public static void Write(IAnsiConsole console, Summary summary)
    {
        console.MarkupLineInterpolated($"[bold]{summary.Title}[/]");
        if (summary.Question.Length > 0)
            console.MarkupLineInterpolated($"{summary.Question}");
        if (summary.Ours is not null)
            console.MarkupLineInterpolated($"[dim]Chosen here: {summary.Ours}.[/]");
        var fits = Border
            + Enumerable.Range(0, summary.Header.Count).Sum(column => Width(summary, column, stacked: false)) <= console.Profile.Width;
        foreach (var columns in Blocks(summary, fits ? int.MaxValue : console.Profile.Width))
            console.Write(Table(summary, columns, stacked: !fits));
        foreach (var failure in summary.Failures)
            console.MarkupLineInterpolated($"[red]failed:[/] {failure}");
        foreach (var learner in summary.Incomplete)
            console.MarkupLineInterpolated($"{learner}");
        foreach (var finding in summary.Findings)
            console.MarkupLineInterpolated($"{finding}");
    }

    /// <summary>The columns of each table: the learner, and as many others as there is room for, one at least.</summary>
    private static IEnumerable<List<int>> Blocks(Summary summary, int room)
    {
        var block = new List<int> { 0 };
        long used = Border + Width(summary, 0, stacked: true);
        for (var column = 1; column < summary.Header.Count; column++)
        {
            var width = Width(summary, column, stacked: true);
            if (used + width > room && block.Count > 1)
            {
                yield return block;
                block = [0];
                used = Border + Width(summary, 0, stacked: true);
            }

            block.Add(column);
            used += width;
        }

        yield return block;
    }

    private static Table Table(Summary summary, List<int> columns, bool stacked)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(Heading(summary.Header[column], stacked)))
            {
                Alignment = column == 0 ? Justify.Left : Justify.Right,
                NoWrap = true,
            });
        }

        foreach (var row in summary.Rows)
            table.AddRow([.. columns.Select(column => Markup.Escape(Cell(row[column], stacked)))]);
        return table;
    }

    /// <summary>Width of a column with its padding and one border.</summary>
    private static int Width(Summary summary, int column, bool stacked) => Padding + summary.Rows.Select(row => Cell(row[column], stacked))
        .Prepend(Heading(summary.Header[column], stacked)).SelectMany(text => text.Split('\n')).Max(line => line.Length);

    private static string Heading(string name, bool stacked) => stacked ? name.Replace(' ', '\n') : name;

    private static string Cell(string text, bool stacked) => stacked ? text.Replace(" ± ", "\n± ", StringComparison.Ordinal) : text;
}
