using MathNet.Numerics.Distributions;

namespace MlPipelines.Comparisons.Statistics;

/// <summary>Student's interval of a mean: mean ± t(n − 1) · s / √n.</summary>
internal static class StudentInterval
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
        double half = StudentT.InvCDF(0, 1, freedom, (1 + level) / 2) * standardError;
        return new(estimate - half, estimate + half, level);
    }
}
