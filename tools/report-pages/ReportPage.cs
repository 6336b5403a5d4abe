using System.Globalization;
using MlPipelines.Experiments.Judging;
using MlPipelines.Reporting.Pages;
using MlPipelines.Reporting.Results;

namespace MlPipelines.ReportPages;

/// <summary>A page that goes through a report sentence by sentence.</summary>
internal static class ReportPage
{
    private const int MostInView = 6; // longer tables are folded

    private static readonly Verdict[] InOrder =
        [Verdict.Supported, Verdict.Contradicted, Verdict.Equivalent, Verdict.Inconclusive, Verdict.NotTestable];

    /// <summary>How often there is each verdict, as <c>12 supported, 3 contradicted</c>.</summary>
    public static string Counts(IEnumerable<Verdict> verdicts)
    {
        var counted = verdicts.CountBy(verdict => verdict).ToDictionary();
        return string.Join(
            ", ", InOrder.Where(counted.ContainsKey).Select(verdict => $"{Whole(counted[verdict])} {verdict.Words()}"));
    }

    /// <summary>The page as Markdown.</summary>
    /// <param name="opening">How it opens.</param>
    /// <param name="sentences">The report's sentences with their answers.</param>
    /// <param name="remarks">The remarks by source.</param>
    public static string Text(
        ReportOpening opening, IReadOnlyList<SentenceVerdict> sentences, IReadOnlyDictionary<string, LineRemark> remarks) =>
        string.Join('\n',
        [
            $"# Report {opening.Report}: {opening.Title}", "", opening.Text, "",
            $"{Whole(sentences.Count)} sentences: {Counts(sentences.Select(sentence => sentence.Verdict))}. "
                + "How a verdict is found is told in [statistics](../statistics.md#claims-and-sentences); what is in the tables, "
                + "[here](README.md).",
            "",
            .. sentences.OrderBy(answered => LineOf(answered.Sentence.Source))
                .SelectMany(answered => Section(answered, remarks[answered.Sentence.Source])),
        ]);

    private static IEnumerable<string> Section(SentenceVerdict answered, LineRemark remark)
    {
        yield return $"## Line {Whole(LineOf(answered.Sentence.Source))}: {answered.Verdict.Words()}";
        yield return "";
        yield return $"> {answered.Sentence.Text}";
        yield return "";
        yield return remark.Why;
        yield return "";
        foreach (var line in Table(answered.Claims))
            yield return line;
        foreach (var picture in remark.Pictures ?? [])
        {
            yield return $"<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{picture}-dark.svg\">"
                + $"<img alt=\"{picture}\" src=\"{picture}.svg\"></picture>";
            yield return "";
        }
    }

    private static IEnumerable<string> Table(IReadOnlyList<JudgedClaim> claims)
    {
        if (claims.Count == 0)
            yield break;
        var isFolded = claims.Count > MostInView;
        if (isFolded)
        {
            yield return $"<details><summary>{Whole(claims.Count)} claims: {Counts(claims.Select(claim => claim.Verdict))}</summary>";
            yield return "";
        }

        yield return "| claim | experiment | figure | verdict |";
        yield return "|---|---|---|---|";
        foreach (var claim in claims)
            yield return $"| {Cell(claim.Claim)} | `{claim.Experiment}` | {Figure(claim)} | {claim.Verdict.Words()} |";
        yield return "";
        if (isFolded)
        {
            yield return "</details>";
            yield return "";
        }
    }

    private static string Figure(JudgedClaim claim) =>
        Figures.Of(claim.Effect is { } effect ? new Ranged(effect, claim.Low, claim.High) : null);

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static int LineOf(string source) => int.Parse(source.Split(':')[1], CultureInfo.InvariantCulture);

    private static string Whole(int count) => count.ToString(CultureInfo.InvariantCulture);
}
