using MlPipelines.Comparisons.Results;
using MlPipelines.Pipelines.Diagnostics;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>The way of a part of the weights on its two principal components, which each seed has of its own; a ring where it begins, a square where it ends.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Part">One of <see cref="WeightPathDiagnostic.Parts"/>.</param>
/// <param name="Words">What the part is, in words.</param>
public sealed record PathSpec(string Name, string Learner, string Part, string Words) : PictureSpec(Name)
{
    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var paths = new List<Series>();
        double least = 1;
        foreach (var record in trials.Where(record => record.Trial.Learner == Learner).OrderBy(record => record.Trial.Seed))
        {
            double[] Values(string metric) => [.. record.Result.History.Where(point => point.Metric == metric).Select(point => point.Value)];
            var (x, y) = (Values(WeightPathDiagnostic.Component(Part, 1)), Values(WeightPathDiagnostic.Component(Part, 2)));
            if (x.Length < 2 || x.Length != y.Length)
                continue;
            paths.Add(new($"seed {record.Trial.Seed}", x, y));
            least = Math.Min(least, Values(WeightPathDiagnostic.Share(Part, 1)).Sum() + Values(WeightPathDiagnostic.Share(Part, 2)).Sum());
        }

        return paths.Count == 0 ? null
            : new PathPicture(FormattableString.Invariant($"{title}: {Words}, {least:0%} and more of the variance"), "first component, weights", "second component, weights", paths);
    }
}
