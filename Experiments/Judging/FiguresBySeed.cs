using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Results;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Statistics;

namespace MlPipelines.Experiments.Judging;

/// <summary>The figures of learners by seed: what every comparison of learners begins with.</summary>
public static class FiguresBySeed
{
    /// <summary>A learner's figure by seed. Failed trials, and those without the figure or where it is not finite, are left out.</summary>
    /// <param name="trials">Finished trials of one experiment on one data set.</param>
    /// <param name="learner">The learner's name in results.</param>
    /// <param name="figure">The figure of a trial, null where it has none.</param>
    public static Dictionary<int, double> Of(IEnumerable<FinishedTrial> trials, string learner, Func<TrialResult, double?> figure) => trials
        .Where(ended => ended.Trial.Learner == learner && !ended.Result.Failed)
        .Select(ended => (ended.Trial.Seed, Figure: figure(ended.Result)))
        .Where(pair => pair.Figure is { } value && double.IsFinite(value))
        .ToDictionary(pair => pair.Seed, pair => pair.Figure!.Value);

    /// <summary>First less second in the seeds where both have a figure, by seed.</summary>
    public static double[] Differences(IReadOnlyDictionary<int, double> first, IReadOnlyDictionary<int, double> second) =>
        [.. first.Where(pair => second.ContainsKey(pair.Key)).OrderBy(pair => pair.Key).Select(pair => pair.Value - second[pair.Key])];

    /// <summary>
    /// The learner that a choice finds, the first of equals, over the seeds that all candidates with figures have; null where there are
    /// none.
    /// </summary>
    public static string? Find(this Choice choice, IReadOnlyList<FinishedTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(choice);
        var figures = choice.Candidates.Select(name => (Learner: name.Text, BySeed: Of(trials, name.Text, choice.Measure.Of)))
            .Where(candidate => candidate.BySeed.Count > 0).ToList();
        int[] seeds = figures.Count == 0 ? []
            : [.. figures[0].BySeed.Keys.Where(seed => figures.All(candidate => candidate.BySeed.ContainsKey(seed)))];
        if (seeds.Length == 0)
            return null;
        var sign = choice.Lowest ? 1 : -1;
        return figures.OrderBy(candidate => sign * Spread.Of([.. seeds.Select(seed => candidate.BySeed[seed])]).Mean).First().Learner;
    }

    /// <summary>What a name in a claim or a picture means: the learner that was chosen under it, or the learner of that name.</summary>
    public static string Resolve(LearnerName name, IReadOnlyList<Choice> choices, IReadOnlyList<FinishedTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(name);
        return choices.FirstOrDefault(choice => choice.Name == name.Text)?.Find(trials) ?? name.Text;
    }
}
