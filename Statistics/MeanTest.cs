namespace MlPipelines.Statistics;

/// <summary>
/// What figures of several repetitions say of their mean: a p-value for any value that it might have, and intervals of any level that agree
/// with them. Immutable.
/// </summary>
public sealed class MeanTest
{
    /// <summary>Number of seeds from which a bootstrap interval stands beside the t-interval.</summary>
    public const int LeastForBootstrap = 10;

    /// <summary>
    /// Above this level the bootstrap interval stays as wide as at it: ten values know nothing of rarer tails, and their resamples would
    /// make an interval of level 0.999 twice as wide as Student's.
    /// </summary>
    public const double HighestBootstrapLevel = 0.99;

    private readonly Func<double, double> _pValueOf;
    private readonly Func<double, Interval>? _intervalAt;

    private MeanTest(string method, double estimate, Func<double, double> pValueOf, Func<double, Interval>? intervalAt)
    {
        Method = method;
        Estimate = estimate;
        _pValueOf = pValueOf;
        _intervalAt = intervalAt;
    }

    /// <summary>How the figures are tested, in words.</summary>
    public string Method { get; }

    /// <summary>The mean of the figures.</summary>
    public double Estimate { get; }

    /// <summary>Whether there is anything that a test can measure chance by.</summary>
    public bool HasIntervals => _intervalAt is not null;

    /// <summary>The two-sided p-value of the hypothesis that the mean is a value; 1 where nothing can be tested.</summary>
    public double PValue(double value) => _pValueOf(value);

    /// <summary>
    /// The p-value of the hypothesis that the mean is at most a value, or at least a value, against the other side: half of the two-sided
    /// one where the estimate lies on the other side, and at least a half where it does not.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="above">Whether the mean is to be shown to lie above it, not below.</param>
    public double OneSidedPValue(double value, bool above)
    {
        var twoSided = PValue(value);
        if (twoSided == 1 && !HasIntervals)
            return 1; // nothing was tested
        return Estimate == value ? 0.5 : Estimate > value == above ? twoSided / 2 : 1 - (twoSided / 2);
    }

    /// <summary>
    /// The p-value of the hypothesis that the mean is not between two values, against that it is: two one-sided tests (Schuirmann 1987).
    /// </summary>
    public double WithinPValue(double low, double high) => Math.Max(OneSidedPValue(low, above: true), OneSidedPValue(high, above: false));

    /// <summary>The mean's interval; null where nothing can be tested.</summary>
    /// <param name="level">Such as 0.95.</param>
    public Interval? IntervalAt(double level)
    {
        Observations.RequireLevel(level);
        return _intervalAt?.Invoke(level);
    }

    /// <summary>
    /// Figures, or paired differences, of independent seeds: a t-test, and from 10 seeds on intervals that hold a studentized bootstrap
    /// interval too.
    /// </summary>
    /// <param name="values">One for each seed.</param>
    /// <param name="unit">What the seeds are called, in the plural.</param>
    /// <param name="paired">Whether the values are differences.</param>
    /// <exception cref="ArgumentException">Fewer than two values, or one that is not finite.</exception>
    public static MeanTest OfSeeds(IReadOnlyList<double> values, string unit = "seeds", bool paired = true)
    {
        Observations.Require(values, 2, "A comparison over seeds");
        var n = values.Count;
        if (TTest.HasNoSpread(values))
            return Untested(values, unit, paired);
        var bootstrap = new Lazy<Func<double, Interval>>(() => BootstrapInterval.StudentizedAt(values, seed: 1));
        var name = paired ? "paired t-test" : "t-test";
        return n < LeastForBootstrap
            ? new($"{name}, {n} {unit}", Spread.Of([.. values]).Mean, PValueOf, Student)
            : new($"{name} and studentized bootstrap, {n} {unit}", Spread.Of([.. values]).Mean, PValueOf, Both);

        double PValueOf(double value) => TTest.Paired([.. values.Select(own => own - value)]).PValue;

        Interval Student(double level) => TTest.Paired(values, level).Interval;

        Interval Both(double level)
        {
            var (student, own) = (Student(level), bootstrap.Value(Math.Min(level, HighestBootstrapLevel)));
            return new(Math.Min(student.Low, own.Low), Math.Max(student.High, own.High), level);
        }
    }

    /// <summary>
    /// Figures, or differences, over splits of one set of rows whose training rows overlap, such as folds: the corrected resampled t-test.
    /// </summary>
    /// <param name="values">One for each split.</param>
    /// <param name="trainRows">Training rows of a split.</param>
    /// <param name="testRows">Test rows of a split.</param>
    /// <param name="unit">What the splits are called, in the plural.</param>
    /// <exception cref="ArgumentException">Fewer than two values, or one that is not finite.</exception>
    public static MeanTest OfSplits(IReadOnlyList<double> values, int trainRows, int testRows, string unit = "splits")
    {
        Observations.Require(values, 2, "A comparison over splits");
        return TTest.HasNoSpread(values)
            ? Untested(values, unit)
            : new(
                $"corrected resampled t-test, {values.Count} {unit}", Spread.Of([.. values]).Mean,
                value => TTest.CorrectedResampled([.. values.Select(own => own - value)], trainRows, testRows).PValue,
                level => TTest.CorrectedResampled(values, trainRows, testRows, level).Interval);
    }

    /// <summary>
    /// The share of test rows that one learner gets right, the same in every repetition, because nothing in the learner is random: the
    /// exact binomial test, for other test rows would have given another share.
    /// </summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="rows">Test rows.</param>
    public static MeanTest OfShare(double share, int rows)
    {
        var successes = Successes(share, rows);
        return new(
            $"nothing random in the learner: exact binomial test, {rows} test rows", share,
            value => ExactProportion.PValue(successes, rows, value), level => ExactProportion.Interval(successes, rows, level));
    }

    /// <summary>
    /// The difference of two such shares of the same rows. The rows that both get right are not known, so that the shares are taken for
    /// independent (Newcombe's interval, Statistics in Medicine 17, 1998): this never finds too much, for learners are mostly right on the
    /// same rows.
    /// </summary>
    /// <param name="first">A share from 0 to 1.</param>
    /// <param name="second">The share that is subtracted.</param>
    /// <param name="rows">Test rows.</param>
    public static MeanTest OfShares(double first, double second, int rows)
    {
        _ = (Successes(first, rows), Successes(second, rows));
        return new(
            $"nothing random in the learners: shares of {rows} test rows taken for independent", first - second, PValueOf, IntervalAt);

        Interval IntervalAt(double level) => WilsonInterval.OfDifference(first, second, rows, level);

        // The level at which the interval ends at the value.
        double PValueOf(double value)
        {
            var (low, high) = (1e-15, 1 - 1e-15);
            for (var i = 0; i < 100; i++)
            {
                var middle = (low + high) / 2;
                if (IntervalAt(1 - middle).Contains(value))
                    low = middle;
                else
                    high = middle;
            }

            return (low + high) / 2;
        }
    }

    /// <summary>A figure without any chance, such as a number of weights: it is what it is.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="count">In how many repetitions it was the same.</param>
    /// <param name="unit">What these are called, in the plural.</param>
    public static MeanTest OfFact(double figure, int count, string unit = "seeds") => new(
        $"the same in all {count} {unit}, and nothing in it is random", figure,
        value => Math.Abs(figure - value) <= 1e-12 * Math.Max(Math.Abs(figure), Math.Abs(value)) ? 1 : 0, null);

    private static MeanTest Untested(IReadOnlyList<double> values, string unit, bool paired = true) =>
        new(
            $"{values.Count} {unit}, all with the same {(paired ? "difference" : "figure")}: no test", Spread.Of([.. values]).Mean, _ => 1,
            null);

    private static int Successes(double share, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (!(share >= 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, $"A share lies between 0 and 1; found {share}.");
        return (int)Math.Round(share * rows);
    }
}
