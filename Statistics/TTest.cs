using MathNet.Numerics.Distributions;

namespace MlPipelines.Statistics;

/// <summary>A t-test of whether a mean is 0.</summary>
/// <param name="Statistic">Estimate over its standard error.</param>
/// <param name="Freedom">Degrees of freedom.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Estimate">The mean.</param>
/// <param name="Interval">Its interval.</param>
public sealed record TTest(double Statistic, double Freedom, double PValue, double Estimate, Interval Interval)
{
    /// <summary>The paired test: differences over the same seeds, about normal.</summary>
    /// <exception cref="ArgumentException">Fewer than two values, one that is not finite, or differences without any spread.</exception>
    public static TTest Paired(IReadOnlyList<double> differences, double level = 0.95) =>
        Of(differences, level, "A paired t-test", count => 1.0 / count);

    /// <summary>
    /// The corrected resampled test for repeated or overlapping splits of one set of rows, whose training rows overlap (Nadeau and Bengio,
    /// Inference for the Generalization Error, Machine Learning 52, 2003): the variance of the mean is s² · (1/n + test rows / training
    /// rows), not s² / n.
    /// </summary>
    /// <param name="differences">One difference for each split.</param>
    /// <param name="trainRows">Training rows of a split.</param>
    /// <param name="testRows">Test rows of a split.</param>
    /// <param name="level">The interval's level.</param>
    /// <exception cref="ArgumentException">As <see cref="Paired"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows is not positive.</exception>
    public static TTest CorrectedResampled(IReadOnlyList<double> differences, int trainRows, int testRows, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trainRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(testRows, 1);
        return Of(differences, level, "A corrected resampled t-test", count => (1.0 / count) + ((double)testRows / trainRows));
    }

    /// <summary>
    /// The least number of splits, not below that of the differences, from which <see cref="CorrectedResampled"/> would find a mean and a
    /// deviation such as these. Null where that is more than a number: the part of the variance that comes from training rows in common
    /// stays, however many splits there are.
    /// </summary>
    /// <param name="differences">One difference for each split.</param>
    /// <param name="trainRows">Training rows of a split.</param>
    /// <param name="testRows">Test rows of a split.</param>
    /// <param name="significance">The test's, such as 0.05; of one of m questions 0.05 / m.</param>
    /// <param name="most">More are not looked for.</param>
    /// <exception cref="ArgumentException">As <see cref="CorrectedResampled"/>.</exception>
    public static int? SplitsNeeded(
        IReadOnlyList<double> differences, int trainRows, int testRows, double significance = 0.05, int most = 500)
    {
        Observations.RequireLevel(significance);
        var effect = Math.Abs(CorrectedResampled(differences, trainRows, testRows).Estimate) / Spread.Of([.. differences]).Deviation;
        // The statistic grows with the number, and the quantile falls.
        if (!Finds(most))
            return null;
        var (low, high) = (differences.Count - 1, most);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Finds(middle))
                high = middle;
            else
                low = middle;
        }

        return high;

        bool Finds(int n) => effect / Math.Sqrt((1.0 / n) + ((double)testRows / trainRows))
            >= StudentT.InvCDF(0, 1, n - 1, 1 - (significance / 2));
    }

    private static TTest Of(IReadOnlyList<double> differences, double level, string who, Func<int, double> factor)
    {
        Observations.Require(differences, 2, who);
        Observations.RequireLevel(level);
        var spread = Spread.Of([.. differences]);
        if (HasNoSpread(differences))
        {
            throw new ArgumentException(
                $"{who} needs differences that vary; all {differences.Count} are {differences[0]}. "
                    + "Repetitions that change nothing are no evidence.", nameof(differences));
        }

        var error = spread.Deviation * Math.Sqrt(factor(spread.Count));
        var freedom = spread.Count - 1.0;
        var statistic = spread.Mean / error;
        var p = Math.Min(1, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(statistic)));
        return new(statistic, freedom, p, spread.Mean, StudentInterval.Around(spread.Mean, error, freedom, level));
    }

    /// <summary>Whether values are equal but for rounding.</summary>
    public static bool HasNoSpread(IReadOnlyList<double> values) =>
        values.Max() - values.Min() <= 1e-12 * values.Max(Math.Abs);
}
