using MlPipelines.Comparisons.Progress;
using MlPipelines.Experiments.Results;
using Spectre.Console;

namespace MlPipelines.UnitTests.Comparisons.Progress;

[TestClass]
public sealed class SummaryTableTests
{
    private static readonly Summary Example = new(
        "s/e", "Which?", null,
        ["learner", "seeds", "train accuracy", "validation accuracy", "test accuracy", "parameters", "model kB", "fit s", "predict µs/row"],
        [
            ["net hidden=64-64", "5", "0.9846 ± 0.0048", "0.9708 ± 0.0249", "0.9563 ± 0.0125", "1 667", "29.2", "0.25 ± 0.13", "2.7 ± 0.1"],
            ["trees", "4 (1 failed)", "0.9996 ± 0.0008", "0.9750 ± 0.0158", "0.9575 ± 0.0227", "8 640", "247.7", "0.46 ± 0.14",
                "7.9 ± 0.3"],
        ],
        [])
    { Findings = ["Compared:", "  net better than trees"] };

    private static string[] Lines(int width)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        SummaryTable.Write(console, Example);
        return writer.ToString().TrimEnd().Split('\n');
    }

    [TestMethod]
    [DataRow(160, 1)]
    [DataRow(110, 1)]
    [DataRow(80, 2)]
    [DataRow(40, 7)]
    public void Write_Terminal_NeitherWrapsNorBreaksFigures(int width, int tables)
    {
        var lines = Lines(width);

        Assert.AreEqual(tables, lines.Count(line => line.StartsWith('╭')));
        Assert.IsLessThanOrEqualTo(width, lines.Max(line => line.Length));
        foreach (var whole in new[] { "0.9846", "± 0.0249", "247.7", "8 640", "4 (1 failed)", "net hidden=64-64" })
            Assert.IsTrue(lines.Any(line => line.Contains(whole, StringComparison.Ordinal)), $"{whole} in {width}");
        Assert.AreEqual(
            tables, lines.Count(line => line.Contains("net hidden=64-64", StringComparison.Ordinal)), "learners stand in each table");
        CollectionAssert.AreEqual(new[] { "Compared:", "  net better than trees" }, lines[^2..]);
    }
}
