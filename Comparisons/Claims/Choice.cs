using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Claims;

/// <summary>A learner that claims and pictures name before it is known which one it is: of several the one with the highest mean of a figure over seeds, such as the accuracy on validation rows.</summary>
/// <param name="Name">What claims and pictures call it.</param>
/// <param name="Measure">The figure; never one of test rows where the claims are about these.</param>
/// <param name="Candidates">The learners to choose among, by their names in results.</param>
public sealed record Choice(string Name, Measure Measure, params IReadOnlyList<string> Candidates)
{
    /// <summary>The chosen learner, the first of equals; null where none has the figure.</summary>
    internal string? Of(IReadOnlyList<TrialRecord> trials) => Candidates
        .Select(candidate => (Learner: candidate, Values: trials.Where(record => record.Trial.Learner == candidate && !record.Result.Failed)
            .Select(record => Measure.Of(record.Result)).OfType<double>().Where(double.IsFinite).ToList()))
        .Where(candidate => candidate.Values.Count > 0)
        .OrderByDescending(candidate => Spread.Of(candidate.Values).Mean).Select(candidate => candidate.Learner).FirstOrDefault();

    /// <summary>What a name in a claim or a picture means: the learner that was chosen under it, or the learner of that name.</summary>
    internal static string Resolve(string name, IReadOnlyList<Choice> choices, IReadOnlyList<TrialRecord> trials) =>
        choices.FirstOrDefault(choice => choice.Name == name)?.Of(trials) ?? name;
}
