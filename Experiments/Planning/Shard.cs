using System.Globalization;

namespace MlPipelines.Experiments.Planning;

/// <summary>
/// A share of the trials of a plan, for one of several processes that share a folder. All that have the same plan and the same number of
/// shards deal alike: each trial is in one of them. They are dealt in the order of their <see cref="Trial.Id"/>, which is as good as
/// drawn, so that no share has all trials of a slow learner. A weighted mean and the trials that it is made of stay together.
/// </summary>
/// <param name="Index">Its number, from 1.</param>
/// <param name="Count">How many shares there are.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>The most shares of a run.</summary>
    public const int MostShards = 100_000;

    /// <summary>Reads <c>3/8</c>, the third of eight; null where the text is something else.</summary>
    public static Shard? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var first, var second] && Number(first) is { } index && Number(second) is { } count
            && index >= 1 && index <= count && count <= MostShards ? new Shard(index, count) : null;
    }

    /// <summary>The trials of this share, in the order of the plan.</summary>
    public IReadOnlyList<Trial> Of(RunPlan plan) => [.. Deal(plan, Count).Where(pair => pair.Shard == Index).Select(pair => pair.Trial)];

    /// <summary>Every trial of a plan with the number of its share, in the order of the plan.</summary>
    public static IReadOnlyList<(Trial Trial, int Shard)> Deal(RunPlan plan, int count)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var unitOf = Units(plan);
        var names = new string?[UnitCount(unitOf)];
        for (var i = 0; i < unitOf.Count; i++)
            names[unitOf[i]] ??= plan.Trials[i].Id;
        var order = Enumerable.Range(0, names.Length).OrderBy(unit => names[unit], StringComparer.Ordinal).ThenBy(unit => unit);
        var shardOf = new int[names.Length];
        foreach (var (place, unit) in order.Index())
            shardOf[unit] = (place % count) + 1;
        return [.. plan.Trials.Select((trial, i) => (trial, shardOf[unitOf[i]]))];
    }

    /// <summary>How many shares at most have something to do.</summary>
    public static int MostOf(RunPlan plan) => UnitCount(Units(plan));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    /// <summary>For each trial the number, from 0, of what is dealt as one: a trial, or a weighted mean with those beside it.</summary>
    private static List<int> Units(RunPlan plan)
    {
        var weighed = plan.Trials.Where(trial => trial.IsEnsemble).Select(trial => trial.Beside).ToHashSet();
        var numbers = new Dictionary<TrialsBeside, int>();
        var next = 0;
        return [.. plan.Trials.Select(trial =>
            !weighed.Contains(trial.Beside) ? next++
            : numbers.TryGetValue(trial.Beside, out var number) ? number
            : numbers[trial.Beside] = next++)];
    }

    private static int UnitCount(List<int> units) => units.Count == 0 ? 0 : units.Max() + 1;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
