namespace MlPipelines.Statistics;

/// <summary>
/// A comparison of two learners, as far as the figures support it. The outcome follows from the p-value, the interval and the level, so
/// that no winner can be named without them.
/// </summary>
public sealed record Comparison
{
    /// <summary>The level by default.</summary>
    public const double DefaultLevel = 0.95;

    private readonly Func<double, Interval>? _intervalAt;

    private Comparison(
        string evidence, double difference, Func<double, Interval>? intervalAt, double pValue, double level, bool lowerIsBetter)
    {
        _intervalAt = intervalAt;
        Evidence = evidence;
        Difference = difference;
        Interval = intervalAt?.Invoke(level);
        PValue = pValue;
        Level = level;
        LowerIsBetter = lowerIsBetter;
    }

    /// <summary>What was tested and how, in words.</summary>
    public string Evidence { get; private init; }

    /// <summary>First minus second, in the figures' unit.</summary>
    public double Difference { get; }

    /// <summary>
    /// The difference's interval, null where the test gives none. Of one of several comparisons (<see cref="Adjusted"/>) its level is
    /// higher, so that the intervals of all of them hold together with the probability <see cref="Level"/>.
    /// </summary>
    public Interval? Interval { get; private init; }

    /// <summary>Two-sided p-value; 1 where nothing could be tested.</summary>
    public double PValue { get; private init; }

    /// <summary>Why no winner may be named whatever the figures are, in words; null where nothing forbids it.</summary>
    public string? Withdrawal { get; private init; }

    /// <summary>1 less the accepted rate of false winners.</summary>
    public double Level { get; }

    /// <summary>Whether the lower figure is the better one.</summary>
    public bool LowerIsBetter { get; }

    /// <summary>The winner, or a tie: the p-value is not below 1 − level, or 0 lies between the ends of the interval.</summary>
    public Outcome Outcome =>
        PValue >= 1 - Level || Difference == 0 || Interval is { Low: < 0, High: > 0 } ? Outcome.Tie
        : (Difference < 0) == LowerIsBetter ? Outcome.First
        : Outcome.Second;

    /// <summary>
    /// Figures of two learners over the same seeds: a paired t-test, and from 10 seeds on a studentized bootstrap interval beside it; both
    /// must agree on a winner.
    /// </summary>
    /// <param name="first">A figure for each seed.</param>
    /// <param name="second">A figure for each seed, in the same order.</param>
    /// <param name="lowerIsBetter">Whether the lower figure is the better one.</param>
    /// <param name="level">1 less the accepted rate of false winners.</param>
    /// <exception cref="ArgumentException">The numbers of figures differ, there are fewer than two, or one is not finite.</exception>
    public static Comparison OfSeeds(
        IReadOnlyList<double> first, IReadOnlyList<double> second, bool lowerIsBetter = false, double level = DefaultLevel)
    {
        var differences = Observations.Differences(first, second, 2, "A comparison over seeds");
        return OfDifferences(differences, lowerIsBetter, level);
    }

    /// <summary>As <see cref="OfSeeds"/>, from the differences.</summary>
    public static Comparison OfDifferences(IReadOnlyList<double> differences, bool lowerIsBetter = false, double level = DefaultLevel)
    {
        Observations.RequireLevel(level);
        return Of(MeanTest.OfSeeds(differences), level, lowerIsBetter);
    }

    /// <summary>
    /// Figures of two learners over the same splits of one set of rows, such as folds, whose training rows overlap: the corrected resampled
    /// t-test.
    /// </summary>
    /// <param name="differences">First less second, for each split.</param>
    /// <param name="trainRows">Training rows of a split.</param>
    /// <param name="testRows">Test rows of a split.</param>
    /// <param name="lowerIsBetter">Whether the lower figure is the better one.</param>
    /// <param name="level">1 less the accepted rate of false winners.</param>
    /// <param name="unit">What the splits are called in <see cref="Evidence"/>, in the plural.</param>
    public static Comparison OfSplits(
        IReadOnlyList<double> differences, int trainRows, int testRows, bool lowerIsBetter = false, double level = DefaultLevel,
        string unit = "splits")
    {
        Observations.RequireLevel(level);
        return Of(MeanTest.OfSplits(differences, trainRows, testRows, unit), level, lowerIsBetter);
    }

    /// <summary>A comparison by the test of a difference of means.</summary>
    public static Comparison Of(MeanTest difference, double level = DefaultLevel, bool lowerIsBetter = false)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return new(
            difference.Method, difference.Estimate, difference.HasIntervals ? at => difference.IntervalAt(at)!.Value : null,
            difference.PValue(0), level, lowerIsBetter);
    }

    /// <summary>Figures of two learners over several data sets: Wilcoxon's signed-rank test.</summary>
    /// <exception cref="ArgumentException">The numbers of figures differ, there is none, or one is not finite.</exception>
    public static Comparison OfDataSets(
        IReadOnlyList<double> first, IReadOnlyList<double> second, bool lowerIsBetter = false, double level = DefaultLevel)
    {
        Observations.RequireLevel(level);
        var differences = Observations.Differences(first, second, 1, "A comparison over data sets");
        var test = WilcoxonSignedRankTest.Of(differences);
        var lean = test.PositiveRanks - test.NegativeRanks;
        var mean = Spread.Of([.. differences]).Mean;
        // The test speaks of ranks: where ranks and mean point apart, there is no winner to name.
        var p = Math.Sign(lean) == Math.Sign(mean) ? test.PValue : 1;
        return new($"Wilcoxon's signed-rank test, {differences.Length} data sets", mean, null, p, level, lowerIsBetter);
    }

    /// <summary>
    /// The comparisons of one family of questions with p-values adjusted by Holm, each outcome following from its adjusted one, and with
    /// intervals that hold together: each of m has the level 1 − (1 − level) / m (Bonferroni).
    /// </summary>
    /// <remarks>
    /// Holm finds some differences that Bonferroni does not. Where it finds one and the wider interval still holds 0, the interval is cut
    /// at 0, as in the intervals that go with Holm's test (Guilbaud, Biometrical Journal 50, 2008). So an interval holds 0 between its ends
    /// exactly where its comparison has no winner.
    /// </remarks>
    public static IReadOnlyList<Comparison> Adjusted(IReadOnlyList<Comparison> family)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (family.Count == 1)
            return [family[0]];
        var adjusted = Holm.Adjust([.. family.Select(comparison => comparison.PValue)]);
        var ranks = new int[family.Count];
        foreach (var (rank, i) in Enumerable.Range(0, family.Count).OrderBy(i => family[i].PValue).Index())
            ranks[i] = rank;
        return [.. family.Select((comparison, i) => comparison.InFamily(family.Count, ranks[i], adjusted[i]))];
    }

    /// <summary>
    /// The comparison without a winner, whatever its figures are, and without an interval and a p-value that could be read as one.
    /// </summary>
    /// <param name="why">Why no winner may be named, in words that follow the evidence.</param>
    public Comparison Withdrawn(string why) => this with
    {
        Evidence = $"{Evidence}; {why}",
        Withdrawal = why,
        Interval = null,
        PValue = 1,
    };

    /// <summary>The comparison with a remark behind its evidence.</summary>
    public Comparison Noting(string remark) => this with { Evidence = $"{Evidence}; {remark}" };

    private Comparison InFamily(int count, int rank, double pValue)
    {
        var evidence = $"{Evidence}, Holm over {count}";
        if (_intervalAt is null)
            return this with { Evidence = evidence, PValue = pValue };
        var interval = _intervalAt(1 - ((1 - Level) / count));
        var found = pValue < 1 - Level && !_intervalAt(1 - ((1 - Level) / (count - rank))).Contains(0);
        if (found && interval.Contains(0))
            interval = Difference > 0 ? interval with { Low = 0 } : interval with { High = 0 };
        return this with
        {
            Evidence = $"{evidence}, interval of level {interval.Level:0.#####}",
            Interval = interval,
            PValue = pValue,
        };
    }
}

/// <summary>Who wins a comparison.</summary>
public enum Outcome
{
    /// <summary>No winner that the test supports.</summary>
    Tie,

    /// <summary>The first.</summary>
    First,

    /// <summary>The second.</summary>
    Second,
}

/// <summary>
/// Holm's adjustment of several p-values, so that any false finding has the probability that one has (Scandinavian Journal of Statistics 6,
/// 1979).
/// </summary>
public static class Holm
{
    /// <summary>
    /// The adjusted p-values, in the order given: from the smallest, p · (number not yet judged), never falling, at most 1.
    /// </summary>
    /// <exception cref="ArgumentException">A value is not a probability.</exception>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        for (var i = 0; i < pValues.Count; i++)
        {
            if (!(pValues[i] >= 0 && pValues[i] <= 1))
            {
                throw new ArgumentException(
                    $"Holm's adjustment needs p-values from 0 to 1; value {i + 1} of {pValues.Count} is {pValues[i]}.", nameof(pValues));
            }
        }

        var adjusted = new double[pValues.Count];
        var least = 0.0;
        foreach (var (rank, i) in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).Index())
            adjusted[i] = least = Math.Max(least, Math.Min(1, pValues[i] * (pValues.Count - rank)));
        return adjusted;
    }
}
