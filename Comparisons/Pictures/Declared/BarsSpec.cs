using MlPipelines.Comparisons.Claims;
using MlPipelines.Comparisons.Results;
using MlPipelines.Comparisons.Statistics;

namespace MlPipelines.Comparisons.Pictures.Declared;

/// <summary>A figure of every learner, or of some: the mean over seeds with its 95 % t-interval.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Measure">The figure.</param>
public sealed record BarsSpec(string Name, Measure Measure) : PictureSpec(Name)
{
    /// <summary>The learners, by their names or by those of the experiment's choices; null for all.</summary>
    public IReadOnlyList<string>? Learners { get; init; }

    /// <summary>Whether each seed's figure is drawn too.</summary>
    public bool EachSeed { get; init; }

    internal override IPicture? Of(string title, IReadOnlyList<TrialRecord> trials)
    {
        var own = Learners is null ? trials : Chosen(Learners, trials);
        var learners = own.GroupBy(record => record.Trial.Learner)
            .Select(group => (group.Key, Values: group.Select(record => Measure.Of(record.Result)).OfType<double>().Where(double.IsFinite).ToList())).ToList();
        if (learners.Count == 0 || learners.All(learner => learner.Values.Count == 0))
            return null;
        var intervals = learners.Select(learner => learner.Values.Count < 2 ? (Interval?)null : StudentInterval.Of(learner.Values)).ToList();
        int seeds = learners.Max(learner => learner.Values.Count);
        double most = learners.SelectMany(learner => learner.Values).Max(Math.Abs);
        return new BarPicture(
            $"{title}: {Measure.Name}{(seeds > 1 ? $", mean and 95 % interval of {seeds} seeds{(EachSeed ? ", and each of them" : "")}" : "")}", $"{Measure.Name}, {Measure.Unit}",
            Names([.. learners.Select(learner => learner.Key)]),
            [.. learners.Select(learner => Spread.Of(learner.Values).Mean)],
            [.. intervals.Select(interval => interval?.Low ?? double.NaN)], [.. intervals.Select(interval => interval?.High ?? double.NaN)])
        {
            Single = EachSeed ? [.. learners.Select(learner => learner.Values)] : [],
            Format = most < 2 ? "0.0000" : most < 100 ? "0.00" : "0",
        };
    }

    private static IReadOnlyList<TrialRecord> Chosen(IReadOnlyList<string> names, IReadOnlyList<TrialRecord> trials)
    {
        var choices = trials.Count == 0 ? [] : trials[0].Trial.Experiment.Choices;
        return [.. names.Select(name => Choice.Resolve(name, choices, trials)).SelectMany(learner => trials.Where(record => record.Trial.Learner == learner))];
    }

    /// <summary>Long names without the words that all begin with, which would leave the bars no room.</summary>
    private static IReadOnlyList<string> Names(IReadOnlyList<string> learners)
    {
        const int Long = 24;
        if (learners.Count < 2 || learners.Max(learner => learner.Length) <= Long)
            return learners;
        while (FirstWord(learners[0]) is { } word && learners.All(learner => FirstWord(learner) == word))
            learners = [.. learners.Select(learner => learner[(word.Length + 1)..])];
        return learners;
    }

    /// <summary>A name's first word, null where it is the only one.</summary>
    private static string? FirstWord(string name) => name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? name[..end] : null;
}
