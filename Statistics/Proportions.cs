using MathNet.Numerics.Distributions;

namespace MlPipelines.Statistics;

/// <summary>The exact test and interval of a share of independent rows (Clopper and Pearson, Biometrika 26, 1934).</summary>
public static class ExactProportion
{
    /// <summary>The two-sided p-value: twice the smaller tail, at most 1.</summary>
    /// <param name="successes">Rows with the property.</param>
    /// <param name="rows">All rows.</param>
    /// <param name="share">The share that is tested.</param>
    public static double PValue(int successes, int rows, double share)
    {
        Require(successes, rows);
        if (share <= 0)
            return successes == 0 ? 1 : 0;
        if (share >= 1)
            return successes == rows ? 1 : 0;
        var below = Binomial.CDF(share, rows, successes);
        var above = 1 - (successes == 0 ? 0 : Binomial.CDF(share, rows, successes - 1));
        return Math.Min(1, 2 * Math.Min(below, above));
    }

    /// <summary>The interval, by quantiles of the beta distribution.</summary>
    public static Interval Interval(int successes, int rows, double level = 0.95)
    {
        Require(successes, rows);
        Observations.RequireLevel(level);
        var tail = (1 - level) / 2;
        return new(
            successes == 0 ? 0 : Beta.InvCDF(successes, rows - successes + 1, tail),
            successes == rows ? 1 : Beta.InvCDF(successes + 1, rows - successes, 1 - tail), level);
    }

    private static void Require(int successes, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (successes < 0 || successes > rows)
        {
            throw new ArgumentOutOfRangeException(
                nameof(successes), successes, $"Of {rows} rows 0 to {rows} can have a property; found {successes}.");
        }
    }
}

/// <summary>
/// Wilson's interval of a share (Journal of the American Statistical Association 22, 1927), and Newcombe's of a difference.
/// </summary>
public static class WilsonInterval
{
    /// <summary>The interval of a share of independent rows.</summary>
    public static Interval Of(double share, int rows, double level = 0.95)
    {
        Observations.RequireLevel(level);
        var z = Normal.InvCDF(0, 1, (1 + level) / 2);
        var centre = (share + (z * z / (2 * rows))) / (1 + (z * z / rows));
        var half = z / (1 + (z * z / rows)) * Math.Sqrt((share * (1 - share) / rows) + (z * z / (4.0 * rows * rows)));
        return new(centre - half, centre + half, level);
    }

    /// <summary>The interval of the difference of two independent shares, each of as many rows (Newcombe's method 10).</summary>
    public static Interval OfDifference(double first, double second, int rows, double level = 0.95)
    {
        var (a, b) = (Of(first, rows, level), Of(second, rows, level));
        var difference = first - second;
        return new(
            difference - Math.Sqrt(Square(first - a.Low) + Square(b.High - second)),
            difference + Math.Sqrt(Square(a.High - first) + Square(second - b.Low)), level);

        static double Square(double x) => x * x;
    }
}
