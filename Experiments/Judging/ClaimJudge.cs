using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// Judges the claims of an experiment. Each claim asks one question of the figures over seeds, or over folds; those of an experiment on one
/// data set are one family for Holm (<see cref="ClaimFamily"/>). Fewer than five seeds judge nothing.
/// </summary>
/// <remarks>
/// A claim about seconds is not testable unless each trial ran alone (<see cref="TrialResult.TrialsAtOnce"/>).
/// <para>A failed trial counts as the worst figure that any trial of the experiment has on the data set, where the measure says which
/// figures are worse (<see cref="Measure.LowerIsBetter"/>), and no verdict then says any good of a learner with failed trials. Of other
/// measures a claim about such a learner is inconclusive.</para>
/// </remarks>
public static class ClaimJudge
{
    /// <summary>Fewer seeds judge nothing.</summary>
    public const int LeastSeeds = 5;

    /// <summary>Why a claim about seconds is not judged where trials ran at once.</summary>
    public const string BesideOthers =
        "trials ran beside one another and slowed one another down; run the experiment with --threads 1, one trial at a time";

    /// <summary>The claims of an experiment, judged on each data set that has finished trials.</summary>
    /// <param name="suite">The suite's name.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="finished">Finished trials of the run.</param>
    /// <param name="rowsOf">Training and test rows of a trial on a data set, which the tests over folds and over rows need; null where they
    /// are not known.</param>
    public static IEnumerable<JudgedClaim> Judge(
        string suite, Experiment experiment, IEnumerable<FinishedTrial> finished, Func<string, (int Train, int Test)>? rowsOf = null)
    {
        var own = finished.Where(ended => ended.Trial.Suite == suite && ended.Trial.Experiment == experiment.Name).ToList();
        foreach (var group in own.GroupBy(ended => ended.Trial.DataSet))
        {
            var trials = group.ToList();
            var name = experiment.DataSets.Count > 1 ? $"{suite}/{experiment.Name} on {group.Key}" : $"{suite}/{experiment.Name}";
            var rows = rowsOf?.Invoke(group.Key);
            foreach (var judged in ClaimFamily.Judge(
                name,
                [.. experiment.Claims.Select(
                    claim => ClaimQuestion.Of(Timed(On(group.Key, claim), trials), experiment, trials, rows))]))
            {
                yield return judged;
            }
        }
    }

    private static Claim Timed(Claim claim, IEnumerable<FinishedTrial> trials) =>
        claim.NotTestable is null && claim.Measure.IsDuration && trials.Any(ended => ended.Result.TrialsAtOnce != 1)
            ? claim with { NotTestable = BesideOthers } : claim;

    private static Claim On(string dataSet, Claim claim) =>
        claim.NotTestableOn is { } on && on.DataSet == dataSet ? claim with { NotTestable = claim.NotTestable ?? on.Why } : claim;
}

/// <summary>A claim with what the results say to it.</summary>
/// <param name="Claim">The claim, a sentence.</param>
/// <param name="Experiment">The experiment's whole name.</param>
/// <param name="Evidence">What was compared and how, or why nothing could be.</param>
/// <param name="Effect">The mean figure or difference, null for none.</param>
/// <param name="Low">Lower end of its interval, which agrees with the verdict, null for none.</param>
/// <param name="High">Upper end of its interval, null for none.</param>
/// <param name="P">The p-value of the verdict, adjusted for all claims of the experiment; null where nothing was tested.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record JudgedClaim(
    string Claim, string Experiment, string Evidence, double? Effect, double? Low, double? High, double? P, Verdict Verdict)
{
    /// <summary>Where the sentence stands: report and line, or <see cref="Model.Claim.Ours"/>.</summary>
    public string Source { get; init; } = Model.Claim.Ours;

    /// <summary>
    /// How far the figures lie from the end of the claim's range, or from 0 where the claim is about a difference, in standard deviations
    /// over seeds; null where they do not vary.
    /// </summary>
    public double? StandardizedEffect { get; init; }
}

/// <summary>What results say to a claim.</summary>
public enum Verdict
{
    /// <summary>No other verdict is shown.</summary>
    Inconclusive,

    /// <summary>The figures lie in the claim's range, beyond chance.</summary>
    Supported,

    /// <summary>The figures lie outside the claim's range, beyond chance.</summary>
    Contradicted,

    /// <summary>A difference that is claimed is smaller than one that matters, beyond chance.</summary>
    Equivalent,

    /// <summary>Nothing that is trained here can decide it.</summary>
    NotTestable,
}

/// <summary>Verdicts in words.</summary>
public static class VerdictText
{
    /// <summary>The word for a verdict.</summary>
    public static string Words(this Verdict verdict) =>
        verdict == Verdict.NotTestable ? "not testable" : verdict.ToString().ToLowerInvariant();
}

/// <summary>The judged claims of a run as a CSV file.</summary>
public static class ClaimsTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "claims.csv";

    private static readonly string[] Header =
        ["claim", "source", "experiment", "evidence", "effect", "standardised effect", "low", "high", "p", "verdict"];

    /// <summary>The file's text: a row for each claim.</summary>
    public static string Text(IEnumerable<JudgedClaim> claims) => CsvText.Rows([Header, .. claims.Select(Row)]);

    private static object?[] Row(JudgedClaim judged) =>
    [
        judged.Claim, judged.Source, judged.Experiment, judged.Evidence,
        CsvText.Digits(judged.Effect), CsvText.Digits(judged.StandardizedEffect), CsvText.Digits(judged.Low), CsvText.Digits(judged.High),
        CsvText.Digits(judged.P), judged.Verdict.Words(),
    ];
}
