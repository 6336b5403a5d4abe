using Spectre.Console;

namespace MlPipelines.Comparisons.Results;

/// <summary>Summaries as tables on a terminal.</summary>
internal static class SummaryTable
{
    /// <summary>Writes a summary.</summary>
    public static void Write(IAnsiConsole console, Summary summary)
    {
        console.MarkupLineInterpolated($"[bold]{summary.Title}[/]");
        console.MarkupLineInterpolated($"{summary.Question}");
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var (index, name) in summary.Header.Index())
            table.AddColumn(new TableColumn(Markup.Escape(name)) { Alignment = index == 0 ? Justify.Left : Justify.Right });
        foreach (var row in summary.Rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
        foreach (string failure in summary.Failures)
            console.MarkupLineInterpolated($"[red]failed:[/] {failure}");
    }
}
