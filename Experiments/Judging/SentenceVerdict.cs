using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;

namespace MlPipelines.Experiments.Judging;

/// <summary>A sentence of a report with the answer of all its claims together.</summary>
/// <param name="Sentence">The sentence.</param>
/// <param name="Claims">Its claims, in any suite of the run; none where nothing can decide it.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="Because">Why, in words.</param>
public sealed record SentenceVerdict(Sentence Sentence, IReadOnlyList<JudgedClaim> Claims, Verdict Verdict, string Because)
{
    /// <summary>
    /// The answers to sentences. A sentence says that all its claims hold: it is contradicted where one of them is, supported where all
    /// that can be tested are, equivalent where all are one or the other and one at least says that a difference does not matter, not
    /// testable where none can be tested, and else inconclusive. One without any claims in the run is left out, unless it is not testable.
    /// </summary>
    /// <param name="sentences">The sentences.</param>
    /// <param name="claims">The judged claims of the run.</param>
    public static IReadOnlyList<SentenceVerdict> Of(IEnumerable<Sentence> sentences, IReadOnlyCollection<JudgedClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        var bySource = claims.SelectMany(claim => Claim.SourcesOf(claim.Source), (claim, source) => (claim, source))
            .ToLookup(pair => pair.source, pair => pair.claim);
        return [.. sentences.DistinctBy(sentence => sentence.Source)
            .Where(sentence => sentence.NotTestable is not null || bySource.Contains(sentence.Source))
            .OrderBy(sentence => sentence.Source, StringComparer.Ordinal)
            .Select(sentence => Answer(sentence, [.. bySource[sentence.Source]]))];
    }

    private static SentenceVerdict Answer(Sentence sentence, IReadOnlyList<JudgedClaim> claims)
    {
        var tested = claims.Where(claim => claim.Verdict != Verdict.NotTestable).ToList();
        if (tested.Count == 0)
        {
            var why = sentence.NotTestable ?? $"none of its {claims.Count} claims can be tested";
            return new(sentence, claims, Verdict.NotTestable, why);
        }

        int Count(Verdict verdict) => tested.Count(claim => claim.Verdict == verdict);
        var verdict = Count(Verdict.Contradicted) > 0 ? Verdict.Contradicted
            : Count(Verdict.Inconclusive) > 0 ? Verdict.Inconclusive
            : Count(Verdict.Equivalent) > 0 ? Verdict.Equivalent
            : Verdict.Supported;
        var because = tested.Count == 1 ? $"its claim is {verdict.Words()}"
            : $"{Count(verdict)} of its {tested.Count} claims are {verdict.Words()}";
        return new(sentence, claims, verdict, because);
    }
}

/// <summary>The answers to the sentences of the reports as a CSV file.</summary>
public static class SentencesTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "sentences.csv";

    private static readonly Verdict[] Counted =
        [Verdict.Supported, Verdict.Contradicted, Verdict.Equivalent, Verdict.Inconclusive, Verdict.NotTestable];

    /// <summary>The file's text: a row for each sentence, with how many of its claims have each verdict.</summary>
    public static string Text(IEnumerable<SentenceVerdict> sentences) => CsvText.Rows(
    [
        ["source", "sentence", "verdict", "because", .. Counted.Select(verdict => verdict.Words()), "experiments"],
        .. sentences.Select(Row),
    ]);

    private static object?[] Row(SentenceVerdict answered) =>
    [
        answered.Sentence.Source, answered.Sentence.Text, answered.Verdict.Words(), answered.Because,
        .. Counted.Select(verdict => (object?)answered.Claims.Count(claim => claim.Verdict == verdict)),
        string.Join("; ", answered.Claims.Select(claim => claim.Experiment).Distinct()),
    ];
}
