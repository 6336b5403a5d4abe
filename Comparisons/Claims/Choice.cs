using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Claims;

/// <summary>A learner that claims and pictures name before it is known which one it is: of several the one with the highest mean of a figure over seeds, such as the accuracy on validation rows.</summary>
/// <param name="Name">What claims and pictures call it.</param>
/// <param name="Measure">The figure; never one of test rows where the claims are about these.</param>
/// <param name="Candidates">The learners to choose among, by their names in results.</param>
public sealed record Choice(string Name, Measure Measure, params IReadOnlyList<string> Candidates)
{
    /// <summary>The chosen learner, the first of equals, over the seeds that all candidates with figures have; null where there are none.</summary>
    internal string? Of(IReadOnlyList<TrialRecord> trials)
    {
        var figures = Candidates.Select(candidate => (Learner: candidate, BySeed: trials.Where(record => record.Trial.Learner == candidate && !record.Result.Failed)
            .Select(record => (record.Trial.Seed, Figure: Measure.Of(record.Result))).Where(pair => pair.Figure is { } figure && double.IsFinite(figure))
            .ToDictionary(pair => pair.Seed, pair => pair.Figure!.Value))).Where(candidate => candidate.BySeed.Count > 0).ToList();
        int[] seeds = figures.Count == 0 ? [] : [.. figures[0].BySeed.Keys.Where(seed => figures.All(candidate => candidate.BySeed.ContainsKey(seed)))];
        return seeds.Length == 0 ? null : figures.OrderByDescending(candidate => Spread.Of([.. seeds.Select(seed => candidate.BySeed[seed])]).Mean).First().Learner;
    }

    /// <summary>What a name in a claim or a picture means: the learner that was chosen under it, or the learner of that name.</summary>
    internal static string Resolve(string name, IReadOnlyList<Choice> choices, IReadOnlyList<TrialRecord> trials) =>
        choices.FirstOrDefault(choice => choice.Name == name)?.Of(trials) ?? name;
}
