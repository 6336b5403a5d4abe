using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;

namespace MlPipelines.ReportPages;

/// <summary>The claims and the sentences of several runs, each one once.</summary>
/// <param name="Claims">The judged claims.</param>
/// <param name="Sentences">The sentences of the reports with the answer of all claims of all runs.</param>
internal sealed record RunResults(IReadOnlyList<JudgedClaim> Claims, IReadOnlyList<SentenceVerdict> Sentences)
{
    /// <summary>
    /// Reads runs. A claim that a later run judges too, with the same words about the same line, has the verdict of the later run: one with
    /// more seeds, or with trials that ran one at a time.
    /// </summary>
    /// <param name="folders">The folders of the runs.</param>
    public static RunResults Read(IEnumerable<string> folders)
    {
        var claims = new List<JudgedClaim>();
        var sentences = new List<Sentence>();
        foreach (var folder in folders)
        {
            foreach (var claim in Rows(folder, ClaimsTable.FileName, ClaimOf))
            {
                var earlier = claims.FindIndex(other => IsRepeated(other, claim));
                if (earlier < 0)
                    claims.Add(claim);
                else if (claim.Verdict != Verdict.NotTestable)
                    claims[earlier] = claim;
            }

            sentences.AddRange(Rows(folder, SentencesTable.FileName, SentenceOf));
        }

        return new(claims, SentenceVerdict.Of(sentences, claims));
    }

    private static bool IsRepeated(JudgedClaim one, JudgedClaim other) =>
        one.Claim == other.Claim && one.Source == other.Source && DataSetOf(one) == DataSetOf(other);

    private static string DataSetOf(JudgedClaim claim) => claim.Experiment.Split(" on ", 2).ElementAtOrDefault(1) ?? "";

    private static IEnumerable<TRow> Rows<TRow>(string folder, string file, Func<CsvRow, TRow> of) =>
        CsvRows.Read(Path.Combine(folder, file)).Select(of);

    private static JudgedClaim ClaimOf(CsvRow row) => new(
        row["claim"], row["experiment"], row["evidence"], row.Number("effect"), row.Number("low"), row.Number("high"),
        row.Number("p"), VerdictOf(row["verdict"]))
    {
        Source = row["source"],
        StandardizedEffect = row.Number("standardised effect"),
    };

    private static Sentence SentenceOf(CsvRow row) => new(
        row["source"], row["sentence"], VerdictOf(row["verdict"]) == Verdict.NotTestable ? row["because"] : null);

    private static Verdict VerdictOf(string words) => Enum.GetValues<Verdict>().Single(verdict => verdict.Words() == words);
}
