using MathNet.Numerics.Distributions;

namespace MlPipelines.Statistics;

/// <summary>How many seeds a paired t-test needs, if the effect is the one that was seen.</summary>
public static class SeedsNeeded
{
    /// <summary>The power that is asked for, by default.</summary>
    public const double DefaultPower = 0.8;

    /// <summary>
    /// The least number of seeds with which a two-sided paired t-test finds a difference with a power: by the noncentral t distribution.
    /// Null where more than a number would be needed.
    /// </summary>
    /// <param name="effect">The mean difference over the deviation of the differences.</param>
    /// <param name="significance">The test's, such as 0.05; of one of m questions 0.05 / m.</param>
    /// <param name="most">More are not looked for.</param>
    /// <param name="power">The share of such experiments that are to find the difference.</param>
    public static int? For(double effect, double significance = 0.05, int most = 1000, double power = DefaultPower)
    {
        Observations.RequireLevel(significance);
        Observations.RequireLevel(power);
        if (!double.IsFinite(effect))
            throw new ArgumentOutOfRangeException(nameof(effect), effect, $"An effect is finite; found {effect}.");
        if (Power(effect, most, significance) < power)
            return null;
        var (low, high) = (1, most); // the power rises with the number
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Power(effect, middle, significance) >= power)
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    /// <summary>How often a two-sided paired t-test of so many seeds finds the effect.</summary>
    public static double Power(double effect, int seeds, double significance = 0.05)
    {
        if (seeds < 2)
            return 0;
        var freedom = seeds - 1.0;
        var critical = StudentT.InvCDF(0, 1, freedom, 1 - (significance / 2));
        var shift = Math.Abs(effect) * Math.Sqrt(seeds);

        // P(Z + shift > t · √(χ² / f)), averaged over χ² at the middles of a thousand equally likely pieces.
        const int Pieces = 1000;
        var sum = 0.0;
        for (var i = 0; i < Pieces; i++)
        {
            var scale = critical * Math.Sqrt(ChiSquared.InvCDF(freedom, (i + 0.5) / Pieces) / freedom);
            sum += 1 - Normal.CDF(shift, 1, scale) + Normal.CDF(shift, 1, -scale);
        }

        return sum / Pieces;
    }
}
