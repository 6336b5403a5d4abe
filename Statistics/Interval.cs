using MathNet.Numerics.Distributions;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Statistics;

/// <summary>A confidence interval.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Level">The share of such intervals that hold the true value, such as 0.95.</param>
public readonly record struct Interval(double Low, double High, double Level)
{
    /// <summary>Whether a value lies in the interval, ends included.</summary>
    public bool Contains(double value) => Low <= value && value <= High;
}

/// <summary>Student's interval of a mean: mean ± t(n − 1) · s / √n.</summary>
public static class StudentInterval
{
    /// <summary>The interval of the mean of independent, about normal values.</summary>
    /// <exception cref="ArgumentException">Fewer than two values, or one that is not finite.</exception>
    public static Interval Of(IReadOnlyList<double> values, double level = 0.95)
    {
        Observations.Require(values, 2, "A t-interval");
        Observations.RequireLevel(level);
        var spread = Spread.Of([.. values]);
        return Around(spread.Mean, spread.Deviation / Math.Sqrt(spread.Count), spread.Count - 1, level);
    }

    /// <summary>The interval around an estimate with a standard error of the given degrees of freedom.</summary>
    public static Interval Around(double estimate, double standardError, double freedom, double level)
    {
        var half = StudentT.InvCDF(0, 1, freedom, (1 + level) / 2) * standardError;
        return new(estimate - half, estimate + half, level);
    }
}

/// <summary>
/// Bootstrap intervals of a mean. The studentized one (bootstrap-t; Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section
/// 12.5) holds its level on ten values already, the plain percentiles do not.
/// </summary>
public static class BootstrapInterval
{
    /// <summary>Number of resamples, by default.</summary>
    public const int Resamples = 9_999;

    private const double LeastDeviation = 1e-3;

    /// <summary>The studentized interval: quantiles of (m* − m) / se* over resamples, turned around m by its own standard error.</summary>
    /// <remarks>
    /// A resample whose deviation is below a thousandth of the values' own lacks what makes their spread, such as the one value that
    /// differs, and would be divided by nearly nothing: it is drawn again, as one of equal values.
    /// </remarks>
    /// <exception cref="ArgumentException">Fewer than three values, one that is not finite, or all values equal.</exception>
    public static Interval Studentized(IReadOnlyList<double> values, int seed, double level = 0.95, int resamples = Resamples) =>
        StudentizedAt(values, seed, resamples)(level);

    /// <summary>The same for any level, with the resamples drawn once.</summary>
    internal static Func<double, Interval> StudentizedAt(IReadOnlyList<double> values, int seed, int resamples = Resamples)
    {
        Require(values, resamples);
        var own = Spread.Of([.. values]);
        if (own.Deviation <= Math.Abs(own.Mean) * 1e-12)
        {
            throw new ArgumentException(
                $"A studentized bootstrap needs values that differ; all {values.Count} are {own.Mean}.", nameof(values));
        }

        var error = own.Deviation / Math.Sqrt(values.Count);
        var statistics = Draw(values, seed, resamples, (mean, deviation) =>
            deviation < own.Deviation * LeastDeviation ? double.NaN : (mean - own.Mean) / (deviation / Math.Sqrt(values.Count)));
        return level =>
        {
            Observations.RequireLevel(level);
            var (low, high) = (Quantile(statistics, (1 - level) / 2), Quantile(statistics, (1 + level) / 2));
            return new(own.Mean - (high * error), own.Mean - (low * error), level);
        };
    }

    /// <summary>The percentiles of the means of resamples.</summary>
    /// <exception cref="ArgumentException">Fewer than three values, or one that is not finite.</exception>
    public static Interval Percentile(IReadOnlyList<double> values, int seed, double level = 0.95, int resamples = Resamples)
    {
        Observations.RequireLevel(level);
        Require(values, resamples);
        var means = Draw(values, seed, resamples, (mean, _) => mean);
        return new(Quantile(means, (1 - level) / 2), Quantile(means, (1 + level) / 2), level);
    }

    private static void Require(IReadOnlyList<double> values, int resamples)
    {
        Observations.Require(values, 3, "A bootstrap interval");
        if (resamples < 100)
        {
            throw new ArgumentOutOfRangeException(
                nameof(resamples), resamples, $"A bootstrap interval needs at least 100 resamples; found {resamples}.");
        }
    }

    /// <summary>A statistic of mean and deviation over resamples with replacement, sorted; NaN asks for another resample.</summary>
    private static double[] Draw(IReadOnlyList<double> values, int seed, int resamples, Func<double, double, double> statistic)
    {
        var random = new Xoshiro256(unchecked((ulong)seed));
        var own = values.ToArray();
        var centre = own.Average(); // sums of squares around it do not cancel
        var drawn = new double[resamples];
        for (var i = 0; i < resamples;)
        {
            double sum = 0, squares = 0;
            for (var k = 0; k < own.Length; k++)
            {
                var x = own[random.NextInt32(own.Length)] - centre;
                sum += x;
                squares += x * x;
            }

            var deviation = Math.Sqrt(Math.Max(0, squares - (sum * sum / own.Length)) / (own.Length - 1));
            var value = statistic(centre + (sum / own.Length), deviation);
            if (!double.IsNaN(value))
                drawn[i++] = value;
        }

        Array.Sort(drawn);
        return drawn;
    }

    /// <summary>The quantile at (n + 1) · p of sorted values, between neighbours on a straight line (Hyndman and Fan's type 6).</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var place = Math.Clamp(((sorted.Length + 1) * share) - 1, 0, sorted.Length - 1);
        var below = Math.Min((int)place, sorted.Length - 2);
        return sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
