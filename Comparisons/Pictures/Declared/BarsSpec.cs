using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A figure of every learner: the mean over seeds with its 95 % t-interval.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
public sealed record BarsSpec(string Name, Measure Measure) : PictureSpec(Name)
{
    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var learners = trials.GroupBy(record => record.Trial.Learner)
            .Select(group => (group.Key, Values: group.Select(record => Measure.Of(record.Result)).OfType<double>().Where(double.IsFinite).ToList())).ToList();
        if (learners.All(learner => learner.Values.Count == 0))
            return null;
        var intervals = learners.Select(learner => learner.Values.Count < 2 ? (Interval?)null : StudentInterval.Of(learner.Values)).ToList();
        int seeds = learners.Max(learner => learner.Values.Count);
        double most = learners.SelectMany(learner => learner.Values).Max(Math.Abs);
        return new BarPicture(
            $"{title}: {Measure.Name}{(seeds > 1 ? $", mean and 95 % interval of {seeds} seeds" : "")}", $"{Measure.Name}, {Measure.Unit}",
            [.. learners.Select(learner => learner.Key)],
            [.. learners.Select(learner => Spread.Of(learner.Values).Mean)],
            [.. intervals.Select(interval => interval?.Low ?? double.NaN)], [.. intervals.Select(interval => interval?.High ?? double.NaN)])
        {
            Format = most < 2 ? "0.0000" : most < 100 ? "0.00" : "0",
        };
    }
}
