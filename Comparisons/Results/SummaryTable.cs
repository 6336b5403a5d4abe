using Spectre.Console;

namespace MlPipelines.Comparisons.Results;

/// <summary>Summaries as tables on a terminal.</summary>
internal static class SummaryTable
{
    /// <summary>Writes a summary; where the terminal is too narrow, with the spread below the mean.</summary>
    public static void Write(IAnsiConsole console, Summary summary)
    {
        console.MarkupLineInterpolated($"[bold]{summary.Title}[/]");
        if (summary.Question.Length > 0)
            console.MarkupLineInterpolated($"{summary.Question}");
        if (summary.Ours is not null)
            console.MarkupLineInterpolated($"[dim]Chosen here: {summary.Ours}.[/]");
        bool fits = Width(summary) <= console.Profile.Width;
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var (index, name) in summary.Header.Index())
            table.AddColumn(new TableColumn(Markup.Escape(fits ? name : name.Replace(' ', '\n'))) { Alignment = index == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        foreach (var row in summary.Rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(fits ? cell : cell.Replace(" ± ", "\n± ", StringComparison.Ordinal)))]);
        console.Write(table);
        foreach (string failure in summary.Failures)
            console.MarkupLineInterpolated($"[red]failed:[/] {failure}");
        foreach (string finding in summary.Findings)
            console.MarkupLineInterpolated($"{finding}");
    }

    /// <summary>Width of the table with every cell on one line: content, two spaces and a border for each column.</summary>
    private static int Width(Summary summary) => 1 + Enumerable.Range(0, summary.Header.Count)
        .Sum(column => 3 + summary.Rows.Prepend(summary.Header).Max(row => row[column].Length));
}
