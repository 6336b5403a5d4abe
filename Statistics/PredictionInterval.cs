using MathNet.Numerics.Distributions;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Statistics;

/// <summary>
/// Where one more run would come out, or the best of several: what a published figure of single runs is to be compared with, for it is a
/// run and not a mean (Hahn and Meeker, Statistical Intervals, 1991, chapter 4).
/// </summary>
public sealed class PredictionInterval
{
    private const int Draws = 200_000;

    private readonly Spread _spread;
    private readonly double[]? _best;

    private PredictionInterval(Spread spread, double[]? best) => (_spread, _best) = (spread, best);

    /// <summary>For one more run that is about normal like the given ones: mean ± t(n − 1) · s · √(1 + 1/n).</summary>
    /// <exception cref="ArgumentException">Fewer than two values, one that is not finite, or no spread.</exception>
    public static PredictionInterval OfOneRun(IReadOnlyList<double> values) => new(SpreadOf(values), null);

    /// <summary>
    /// For the best of several more runs: by draws of the unknown mean and deviation given the values, and then of the runs. Of one run
    /// these give the interval of <see cref="OfOneRun"/>.
    /// </summary>
    /// <param name="values">One for each run of ours.</param>
    /// <param name="runs">Of how many the figure is the best.</param>
    /// <param name="lowerIsBetter">Whether the best is the lowest.</param>
    /// <param name="seed">Of the draws.</param>
    /// <exception cref="ArgumentException">Fewer than two values, one that is not finite, or no spread.</exception>
    public static PredictionInterval OfBest(IReadOnlyList<double> values, int runs, bool lowerIsBetter = false, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        var spread = SpreadOf(values);
        var random = new Xoshiro256(unchecked((ulong)seed));
        var best = new double[Draws];
        for (var i = 0; i < Draws; i++)
        {
            var chi = 0.0; // chi-square with n − 1 degrees of freedom
            for (var k = 1; k < spread.Count; k++)
            {
                var normal = random.NextNormal();
                chi += normal * normal;
            }

            var deviation = spread.Deviation * Math.Sqrt((spread.Count - 1) / chi);
            var mean = spread.Mean + (deviation / Math.Sqrt(spread.Count) * random.NextNormal());
            // The best of k is one draw of the largest of k uniform numbers, U^(1/k).
            var share = Math.Pow(Uniform(random), 1.0 / runs);
            best[i] = mean + (deviation * (lowerIsBetter ? -1 : 1) * Normal.InvCDF(0, 1, share));
        }

        Array.Sort(best);
        return new(spread, best);

        static double Uniform(Xoshiro256 random) => Math.Clamp(random.NextDouble(), 1e-15, 1 - 1e-15);
    }

    /// <summary>The interval of a level.</summary>
    public Interval At(double level)
    {
        Observations.RequireLevel(level);
        return _best is null
            ? StudentInterval.Around(_spread.Mean, Error, _spread.Count - 1, level)
            : new(_best[(int)((1 - level) / 2 * (Draws - 1))], _best[(int)Math.Ceiling((1 + level) / 2 * (Draws - 1))], level);
    }

    /// <summary>How often a run, or the best of several, would come out as far from the middle as a figure, on either side.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="rounding">How far the figure may be off, because it is given with few digits.</param>
    public double PValue(double figure, double rounding = 0)
    {
        var below = Below(figure + rounding);
        var above = 1 - Below(figure - rounding);
        return Math.Min(1, 2 * Math.Min(below, above));
    }

    private double Error => _spread.Deviation * Math.Sqrt(1 + (1.0 / _spread.Count));

    private double Below(double figure)
    {
        if (_best is null)
            return StudentT.CDF(_spread.Mean, Error, _spread.Count - 1, figure);
        var at = Array.BinarySearch(_best, figure);
        return (at < 0 ? ~at : at) / (double)Draws;
    }

    private static Spread SpreadOf(IReadOnlyList<double> values)
    {
        Observations.Require(values, 2, "A prediction interval");
        return TTest.HasNoSpread(values)
            ? throw new ArgumentException(
                $"A prediction interval needs runs that differ; all {values.Count} gave {values[0]}.", nameof(values))
            : Spread.Of([.. values]);
    }
}
