using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;
using MlPipelines.Comparisons.Suites;

namespace MlPipelines.Comparisons.Claims;

/// <summary>
/// Judges the claims of an experiment. Each finite end of a claim's range is a comparison over seeds; all of an experiment's on one
/// data set are one family for Holm. A claim is supported when every end is passed on the claim's side, contradicted when one is
/// passed on the other side, and inconclusive else, or with fewer than five seeds.
/// </summary>
internal static class ClaimJudge
{
    /// <summary>Fewer seeds judge nothing.</summary>
    public const int LeastSeeds = 5;

    /// <summary>The claims of an experiment, judged on each data set that has finished trials.</summary>
    public static IEnumerable<JudgedClaim> Judge(string suite, Experiment experiment, IEnumerable<TrialRecord> records)
    {
        var own = records.Where(record => record.Trial.Suite == suite && record.Trial.Experiment.Name == experiment.Name).ToList();
        foreach (var group in own.GroupBy(record => record.Trial.DataSet))
        {
            var trials = group.ToList();
            string name = experiment.DataSets.Count > 1 ? $"{suite}/{experiment.Name} on {group.Key}" : $"{suite}/{experiment.Name}";
            foreach (var judged in Judge(name, experiment.Claims, experiment.Choices, trials))
                yield return judged;
        }
    }

    private static IEnumerable<JudgedClaim> Judge(string experiment, IReadOnlyList<Claim> claims, IReadOnlyList<Choice> choices, List<TrialRecord> trials)
    {
        var questions = claims.Select(claim => Question.Of(claim, choices, trials)).ToList();
        var family = Comparison.Adjusted([.. questions.SelectMany(question => question.Ends.Select(end => end.Comparison))]);
        int next = 0;
        foreach (var question in questions)
        {
            var ends = question.Ends.Select(end => end with { Comparison = family[next++] }).ToList();
            yield return Judge(experiment, question, ends);
        }
    }

    private static JudgedClaim Judge(string experiment, Question question, List<End> ends)
    {
        if (ends.Count == 0)
            return new(question.Claim.Text, experiment, question.Evidence, question.Effect, null, null, null, Verdict.Inconclusive);
        bool supported = ends.All(end => end.Comparison.Outcome == end.Inside);
        var against = ends.Where(end => end.Comparison.Outcome != Outcome.Tie && end.Comparison.Outcome != end.Inside).ToList();
        double p = against.Count > 0 ? against.Min(end => end.Comparison.PValue) : ends.Max(end => end.Comparison.PValue);
        var (bound, first) = (ends[0].Bound, ends[0].Comparison);
        return new(
            question.Claim.Text, experiment, $"{question.Evidence}: {first.Evidence}", first.Difference + bound, first.Interval?.Low + bound, first.Interval?.High + bound, p,
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
        public static Question Of(Claim declared, IReadOnlyList<Choice> choices, List<TrialRecord> trials)
        {
            var claim = declared with { Learner = Choice.Resolve(declared.Learner, choices, trials), Than = declared.Than is null ? null : Choice.Resolve(declared.Than, choices, trials) };
            string about = claim.Than is null ? $"{claim.Measure.Name} of {claim.Learner}" : $"{claim.Measure.Name} of {claim.Learner} less that of {claim.Than}";
            foreach (var choice in choices.Where(choice => choice.Name == declared.Learner || choice.Name == declared.Than))
                about = $"{about} ({choice.Name} is the one of {choice.Candidates.Count} with the highest mean {choice.Measure.Name})";
            if (StandIn(trials) is { } standIn)
                about = $"{about}, on the stand-in {standIn}";
            string[] learners = claim.Than is null ? [claim.Learner] : [claim.Learner, claim.Than];
            if (learners.FirstOrDefault(learner => trials.All(record => record.Trial.Learner != learner)) is { } missing)
                return new(claim, $"{about}: no trial of {missing} is finished", null, []);
            var figures = Figures(claim.Learner, claim.Measure, trials);
            var others = claim.Than is null ? null : Figures(claim.Than, claim.Measure, trials);
            double[] values = [.. figures.Where(pair => others is null || others.ContainsKey(pair.Key)).OrderBy(pair => pair.Key).Select(pair => pair.Value - (others?[pair.Key] ?? 0))];
            double? effect = values.Length == 0 ? null : Spread.Of(values).Mean;
            if (values.Length < LeastSeeds)
                return new(claim, $"{about}: {values.Length} seeds have the figure, {LeastSeeds} are needed", effect, []);
            var ends = new List<End>();
            if (double.IsFinite(claim.Low))
                ends.Add(new(claim.Low, Outcome.First, Compare(claim.Low)));
            if (double.IsFinite(claim.High))
                ends.Add(new(claim.High, Outcome.Second, Compare(claim.High)));
            return new(claim, about, effect, ends);

            Comparison Compare(double bound) => IsConstant(figures) && (others is null || IsConstant(others))
                ? Comparison.OfConstant(values[0] - bound, figures.First().Value, values.Length)
                : Comparison.OfDifferences([.. values.Select(value => value - bound)]);
        }

        /// <summary>Whether every seed gave the same figure, as where nothing in a learner is random.</summary>
        private static bool IsConstant(Dictionary<int, double> figures) => figures.Values.Distinct().Count() == 1;

        /// <summary>A learner's figure by seed, where it has one.</summary>
        private static Dictionary<int, double> Figures(string learner, Measure measure, List<TrialRecord> trials) => trials
            .Where(record => record.Trial.Learner == learner && !record.Result.Failed)
            .Select(record => (record.Trial.Seed, Figure: measure.Of(record.Result)))
            .Where(pair => pair.Figure is { } figure && double.IsFinite(figure))
            .ToDictionary(pair => pair.Seed, pair => pair.Figure!.Value);

        private static string? StandIn(List<TrialRecord> trials) => trials
            .Where(record => record.Trial.Experiment.Csv is null && record.Result.DataSet != record.Trial.DataSet).Select(record => record.Result.DataSet).FirstOrDefault();
    }
}
