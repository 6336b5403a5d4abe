using System.Globalization;
using System.Text;

namespace MlPipelines.HostileFiles.Running;

/// <summary>What came of the mutations of one reader.</summary>
/// <param name="Reader">The reader.</param>
/// <param name="Mutations">How many there were.</param>
/// <param name="Read">How many were read.</param>
/// <param name="Refused">How many were refused with an error of a documented type.</param>
/// <param name="Faults">All else.</param>
/// <param name="MostBytes">The most bytes that a reading allocated.</param>
/// <param name="LongestSeconds">The longest time of a reading.</param>
public sealed record ReaderResult(
    string Reader, long Mutations, long Read, long Refused, IReadOnlyList<ReaderFault> Faults, long MostBytes, double LongestSeconds)
{
    private const int MostShown = 8;

    /// <summary>A table of results, as Markdown.</summary>
    public static string Table(IReadOnlyList<ReaderResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder(
            "| reader | mutations | read | refused | faults | most MiB allocated | longest, s |\n|---|---|---|---|---|---|---|\n");
        foreach (var result in results)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {result.Reader} | {result.Mutations} | {result.Read} | {result.Refused} | {result.Faults.Count} | ").Append(
                CultureInfo.InvariantCulture, $"{result.MostBytes / 1048576.0:F1} | {result.LongestSeconds:F2} |\n");
        }

        return text.ToString();
    }

    /// <summary>The faults by kind: how many of each, and the first of them.</summary>
    public string FaultText()
    {
        var text = new StringBuilder();
        foreach (var kind in Faults.GroupBy(fault => KindOf(fault.What)).OrderByDescending(kind => kind.Count()).Take(MostShown))
        {
            var first = kind.First();
            text.Append(
                CultureInfo.InvariantCulture, $"{Reader}: {kind.Count()} times, first --reader {Reader} --only {first.Mutation}: ")
                .Append(first.What).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What faults have in common: the type of the error and where it comes from.</summary>
    private static string KindOf(string what) =>
        what.Split(':')[0] + (what.LastIndexOf('(') is >= 0 and var place ? what[place..] : "");
}
