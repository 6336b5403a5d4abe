using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>The figures of learners by seed: what every comparison of learners begins with.</summary>
public static class FiguresBySeed
{
    /// <summary>First less second in the seeds where both have a figure, by seed.</summary>
    public static double[] Differences(IReadOnlyDictionary<int, double> first, IReadOnlyDictionary<int, double> second) =>
        [.. first.Where(pair => second.ContainsKey(pair.Key)).OrderBy(pair => pair.Key).Select(pair => pair.Value - second[pair.Key])];

    /// <summary>
    /// The learner that a choice finds, the first of equals, over the seeds in which all candidates that ended at all did; null where there
    /// are none. Failed trials count as the worst figure found, and where the best is sought, a candidate with failed trials is taken only
    /// if every candidate has some.
    /// </summary>
    public static string? Find(this Choice choice, IReadOnlyList<FinishedTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(choice);
        var figures = new CountedFigures(trials, choice.Measure.Of, choice.Measure.LowerIsBetter);
        var candidates = choice.Candidates.Select(name => (Learner: name.Text, BySeed: figures.Of(name.Text)))
            .Where(candidate => candidate.BySeed.Count > 0).ToList();
        if (choice.Measure.LowerIsBetter == choice.Lowest && candidates.Exists(candidate => !figures.HasFailed(candidate.Learner)))
            candidates.RemoveAll(candidate => figures.HasFailed(candidate.Learner));
        int[] seeds = candidates.Count == 0 ? []
            : [.. candidates[0].BySeed.Keys.Where(seed => candidates.All(candidate => candidate.BySeed.ContainsKey(seed)))];
        if (seeds.Length == 0)
            return null;
        var sign = choice.Lowest ? 1 : -1;
        return candidates.OrderBy(candidate => sign * Spread.Of([.. seeds.Select(seed => candidate.BySeed[seed])]).Mean).First().Learner;
    }

    /// <summary>What a name in a claim or a picture means: the learner that was chosen under it, or the learner of that name.</summary>
    public static string Resolve(LearnerName name, IReadOnlyList<Choice> choices, IReadOnlyList<FinishedTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(name);
        return choices.FirstOrDefault(choice => choice.Name == name.Text)?.Find(trials) ?? name.Text;
    }
}
