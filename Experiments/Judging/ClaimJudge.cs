using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>
/// Judges the claims of an experiment. Each finite end of a claim's range is a comparison over seeds, or over folds; all of an experiment's
/// on one data set are one family for Holm. A claim is supported when every end is passed on the claim's side, contradicted when one is
/// passed on the other side, and inconclusive else, or with fewer than five seeds.
/// </summary>
/// <remarks>
/// A failed trial counts as the worst figure that any trial of the experiment has on the data set, where the measure says which figures are
/// worse (<see cref="Measure.LowerIsBetter"/>), and no verdict then says anything good of a learner with failed trials. Of other measures a
/// claim about such a learner is inconclusive.
/// </remarks>
public static class ClaimJudge
{
    /// <summary>Fewer seeds judge nothing.</summary>
    public const int LeastSeeds = 5;

    /// <summary>The claims of an experiment, judged on each data set that has finished trials.</summary>
    /// <param name="suite">The suite's name.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="finished">Finished trials of the run.</param>
    /// <param name="rowsOf">Training and test rows of a trial on a data set, which the test over folds needs; null where there are no
    /// folds.</param>
    public static IEnumerable<JudgedClaim> Judge(
        string suite, Experiment experiment, IEnumerable<FinishedTrial> finished, Func<string, (int Train, int Test)>? rowsOf = null)
    {
        var own = finished.Where(ended => ended.Trial.Suite == suite && ended.Trial.Experiment == experiment.Name).ToList();
        foreach (var group in own.GroupBy(ended => ended.Trial.DataSet))
        {
            var trials = group.ToList();
            var name = experiment.DataSets.Count > 1 ? $"{suite}/{experiment.Name} on {group.Key}" : $"{suite}/{experiment.Name}";
            foreach (var judged in JudgeAll(name, experiment, trials, experiment.HasFolds ? rowsOf?.Invoke(group.Key) : null))
                yield return judged;
        }
    }

    private static IEnumerable<JudgedClaim> JudgeAll(
        string name, Experiment experiment, List<FinishedTrial> trials, (int Train, int Test)? rows)
    {
        var standIn = !experiment.HasOwnData
            ? trials.Select(ended => ended.Result.DataSet).FirstOrDefault(data => data != trials[0].Trial.DataSet) : null;
        var questions = experiment.Claims.Select(claim => Question.Of(claim, experiment, trials, standIn, rows)).ToList();
        var family = Comparison.Adjusted([.. questions.SelectMany(question => question.Ends.Select(end => end.Comparison))]);
        var next = 0;
        foreach (var question in questions)
        {
            var ends = question.Ends.Select(end => end with { Comparison = question.Allowed(family[next++]) }).ToList();
            yield return Judge(name, question, ends);
        }
    }

    private static JudgedClaim Judge(string experiment, Question question, List<End> ends)
    {
        if (ends.Count == 0)
            return new(question.Claim.Text, experiment, question.Evidence, question.Effect, null, null, null, Verdict.Inconclusive);
        var supported = ends.All(end => end.Comparison.Outcome == end.Inside);
        var against = ends.Where(end => end.Comparison.Outcome != Outcome.Tie && end.Comparison.Outcome != end.Inside).ToList();
        var p = against.Count > 0 ? against.Min(end => end.Comparison.PValue) : ends.Max(end => end.Comparison.PValue);
        var evidence = (ends.Find(end => end.Comparison.Withdrawal is not null) ?? ends[0]).Comparison.Evidence;
        // One interval that agrees with the verdict: what the intervals of all ends have in common.
        var known = ends.All(end => end.Comparison.Interval is not null);
        return new(
            question.Claim.Text, experiment, $"{question.Evidence}: {evidence}", ends[0].Comparison.Difference + ends[0].Bound,
            known ? ends.Max(end => end.Comparison.Interval!.Value.Low + end.Bound) : null,
            known ? ends.Min(end => end.Comparison.Interval!.Value.High + end.Bound) : null, p,
            supported ? Verdict.Supported : against.Count > 0 ? Verdict.Contradicted : Verdict.Inconclusive);
    }

    /// <summary>One end of a claim's range.</summary>
    /// <param name="Bound">The end.</param>
    /// <param name="Inside">Who wins where the figures, the first, lie on the claim's side of the end.</param>
    /// <param name="Comparison">The figures less the end.</param>
    private sealed record End(double Bound, Outcome Inside, Comparison Comparison);

    /// <summary>A claim with its figures.</summary>
    private sealed record Question(Claim Claim, string Evidence, double? Effect, IReadOnlyList<End> Ends)
    {
        /// <summary>The figures with failed trials; null where there are none.</summary>
        private CountedFigures? Figures { get; init; }

        private string Learner { get; init; } = "";

        private string? Than { get; init; }

        public static Question Of(
            Claim claim, Experiment experiment, List<FinishedTrial> trials, string? standIn, (int Train, int Test)? rows)
        {
            var choices = experiment.Choices;
            var learner = FiguresBySeed.Resolve(claim.Learner, choices, trials);
            var than = claim.Than is null ? null : FiguresBySeed.Resolve(claim.Than, choices, trials);
            var about = than is null ? $"{claim.Measure.Name} of {learner}" : $"{claim.Measure.Name} of {learner} less that of {than}";
            foreach (var choice in choices.Where(choice => choice.Name == claim.Learner.Text || choice.Name == claim.Than?.Text))
            {
                var which = choice.Lowest ? "lowest" : "highest";
                about = $"{about} ({choice.Name} is the one of {choice.Candidates.Count} with the {which} mean {choice.Measure.Name})";
            }

            if (standIn is not null)
                about = $"{about}, on the stand-in {standIn}";
            string[] learners = than is null ? [learner] : [learner, than];
            if (learners.FirstOrDefault(name => trials.All(ended => ended.Trial.Learner != name)) is { } missing)
                return new(claim, $"{about}: no trial of {missing} is finished", null, []);
            var figures = new CountedFigures(trials, claim.Measure.Of, claim.Measure.LowerIsBetter, experiment.TrialsAre);
            var values = than is null ? figures.Of(learner).OrderBy(pair => pair.Key).Select(pair => pair.Value).ToArray()
                : figures.Differences(learner, than);
            double? effect = values.Length == 0 ? null : Spread.Of(values).Mean;
            if (figures.Failures(learners) is { } failures && figures.Worst is null)
            {
                return new(
                    claim, $"{about}: {failures}, and no figure can stand in for those that are missing: the others alone judge nothing",
                    effect, []);
            }

            if (figures.Remark(learners) is { } remark)
                about = $"{about} ({remark})";
            if (values.Length < LeastSeeds)
            {
                return new(
                    claim, $"{about}: {values.Length} {experiment.TrialsAre} have the figure, {LeastSeeds} are needed", effect, []);
            }

            var ends = new List<End>();
            if (double.IsFinite(claim.Low))
                ends.Add(new(claim.Low, Outcome.First, Compare(claim.Low)));
            if (double.IsFinite(claim.High))
                ends.Add(new(claim.High, Outcome.Second, Compare(claim.High)));
            return new(claim, about, effect, ends) { Figures = figures, Learner = learner, Than = than };

            Comparison Compare(double bound)
            {
                double[] less = [.. values.Select(value => value - bound)];
                if (learners.All(name => !figures.HasFailed(name) && IsConstant(figures.Good(name))))
                    return Comparison.OfConstant(less[0], figures.Good(learner).First().Value, values.Length, experiment.TrialsAre);
                return rows is var (train, test) && experiment.HasFolds
                    ? Comparison.OfSplits(less, train, test, unit: experiment.TrialsAre) : Comparison.OfDifferences(less);
            }
        }

        /// <summary>A comparison of an end, without a winner where it would say something good of a learner with failed trials.</summary>
        public Comparison Allowed(Comparison comparison)
        {
            if (Figures is null || comparison.Outcome == Outcome.Tie || Claim.Measure.LowerIsBetter is not { } lower)
                return comparison;
            var favoured = (comparison.Outcome == Outcome.First) != lower ? Learner : Than;
            return favoured is not null && Figures.HasFailed(favoured)
                ? comparison.Withdrawn($"{Figures.Failures(favoured)}, so that nothing good is said of it")
                : comparison;
        }

        /// <summary>Whether every seed gave the same figure, as where nothing in a learner is random.</summary>
        private static bool IsConstant(IReadOnlyDictionary<int, double> figures) => figures.Values.Distinct().Count() == 1;
    }
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
    string Claim, string Experiment, string Evidence, double? Effect, double? Low, double? High, double? P, Verdict Verdict);

/// <summary>What results say to a claim.</summary>
public enum Verdict
{
    /// <summary>Neither way is supported.</summary>
    Inconclusive,

    /// <summary>The figures lie in the claim's range, beyond chance.</summary>
    Supported,

    /// <summary>The figures lie outside the claim's range, beyond chance.</summary>
    Contradicted,
}

/// <summary>The judged claims of a run as a CSV file.</summary>
public static class ClaimsTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "claims.csv";

    private static readonly string[] Header = ["claim", "experiment", "evidence", "effect", "low", "high", "p", "verdict"];

    /// <summary>The file's text: a row for each claim.</summary>
    public static string Text(IEnumerable<JudgedClaim> claims) => CsvText.Rows([Header, .. claims.Select(Row)]);

    private static object?[] Row(JudgedClaim judged) =>
    [
        judged.Claim, judged.Experiment, judged.Evidence,
        CsvText.Digits(judged.Effect), CsvText.Digits(judged.Low), CsvText.Digits(judged.High), CsvText.Digits(judged.P),
        judged.Verdict.ToString().ToLowerInvariant(),
    ];
}
