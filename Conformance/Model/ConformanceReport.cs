using System.Globalization;
using System.Text;

namespace MlPipelines.Conformance.Model;

/// <summary>The results of all checks of one trainer.</summary>
public sealed class ConformanceReport
{
    /// <summary>A report of rows.</summary>
    /// <param name="rows">The results, in the order of the checks.</param>
    public ConformanceReport(IReadOnlyList<ConformanceRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Rows = rows;
    }

    /// <summary>The results, in the order of the checks.</summary>
    public IReadOnlyList<ConformanceRow> Rows { get; }

    /// <summary>The checks that failed.</summary>
    public IEnumerable<ConformanceRow> Failed => Rows.Where(row => row.Outcome == ConformanceOutcome.Failed);

    /// <summary>How many checks ended so.</summary>
    /// <param name="outcome">How.</param>
    public int Count(ConformanceOutcome outcome) => Rows.Count(row => row.Outcome == outcome);

    /// <summary>Does nothing where no check failed.</summary>
    /// <exception cref="ConformanceException">A check failed; the message has each of them, what it expects and what came.</exception>
    public void ThrowIfFailed()
    {
        var failed = Failed.ToList();
        if (failed.Count == 0)
            return;
        var text = new StringBuilder($"{failed.Count} of {Rows.Count} checks failed.");
        foreach (var row in failed)
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"{row.Check.Name}: {row.Check.Expectation} {row.Detail}");
        throw new ConformanceException(text.ToString());
    }

    /// <summary>The results as a table of text, one line each, and a line that counts them.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var width = Rows.Select(row => row.Check.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var row in Rows)
        {
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Check.Name.PadRight(width)}  {Word(row.Outcome),-14}  {row.Time.TotalMilliseconds,7:F0} ms  {OneLine(row.Detail)}");
            text.AppendLine(line.TrimEnd());
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"{Count(ConformanceOutcome.Passed)} passed, {Count(ConformanceOutcome.Refused)} refused, "
            + $"{Count(ConformanceOutcome.Failed)} failed, {Count(ConformanceOutcome.DoesNotApply)} do not apply.");
        return text.ToString();
    }

    private static string Word(ConformanceOutcome outcome) => outcome switch
    {
        ConformanceOutcome.Passed => "passed",
        ConformanceOutcome.Refused => "refused",
        ConformanceOutcome.Failed => "FAILED",
        _ => "does not apply",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}

/// <summary>A trainer failed checks.</summary>
/// <param name="message">Which, what they expect, and what came.</param>
public sealed class ConformanceException(string message) : Exception(message);
