using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace MlPipelines.Comparisons.Statistics;

/// <summary>
/// The range of k independent standard normal values, which is the studentized range with infinite degrees of freedom:
/// P(range ≤ q) = k ∫ φ(z) · (Φ(z) − Φ(z − q))^(k − 1) dz.
/// </summary>
internal static class StudentizedRange
{
    private const int End = 9; // φ(9) is 1e-18

    /// <summary>P(range &gt; q) of k values, to about 1e-13 absolute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two values, or q is not a number.</exception>
    public static double UpperTail(double q, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 2);
        if (double.IsNaN(q))
            throw new ArgumentOutOfRangeException(nameof(q), q, "A range is a number; found NaN.");
        if (q <= 0)
            return 1;

        double Lack(double z)
        {
            double below = Normal.CDF(0, 1, z);
            return Normal.PDF(0, 1, z) * (Math.Pow(below, k - 1) - Math.Pow(below - Normal.CDF(0, 1, z - q), k - 1));
        }

        double sum = 0;
        for (int from = -End; from < End; from++)
            sum += GaussLegendreRule.Integrate(Lack, from, from + 1, 32);
        return Math.Clamp(k * sum, 0, 1);
    }

    /// <summary>The value that the range of k values exceeds with a given probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two values, or the probability is not strictly between 0 and 1.</exception>
    public static double UpperQuantile(double probability, int k)
    {
        Observations.RequireLevel(probability);
        return Brent.FindRoot(q => UpperTail(q, k) - probability, 0, 30, 1e-12, 200);
    }
}
