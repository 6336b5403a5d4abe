using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Statistics;

/// <summary>
/// The mean of values that have two sources of chance, such as differences of two learners by seed and by test row: how far it would move
/// with other seeds, with other rows, and with both.
/// </summary>
/// <param name="Mean">The mean of all values.</param>
/// <param name="Seeds">Its interval over seeds alone, by Student's t; null for fewer than two seeds, and where they do not differ.</param>
/// <param name="Rows">Its interval over rows alone, the seeds staying as they are, by the normal distribution.</param>
/// <param name="Both">
/// Its interval over both: percentiles of the bootstrap that draws seeds and rows independently (Owen, "The pigeonhole bootstrap", Annals
/// of Applied Statistics 1, 2007). Null for fewer than two seeds.
/// </param>
public sealed record CrossedMean(double Mean, Interval? Seeds, Interval Rows, Interval? Both)
{
    /// <summary>Draws of the bootstrap.</summary>
    public const int Resamples = 1_999;

    /// <summary>The mean of values by seed and row.</summary>
    /// <param name="values">[seeds][rows], at least 1 seed and 2 rows, all finite.</param>
    /// <param name="level">Of the intervals.</param>
    /// <param name="seed">Of the bootstrap's draws.</param>
    /// <exception cref="ArgumentException">Too few values, or seeds with other numbers of rows.</exception>
    public static CrossedMean Of(IReadOnlyList<float[]> values, double level = Comparison.DefaultLevel, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        Observations.RequireLevel(level);
        if (values.Count == 0 || values[0].Length < 2 || values.Any(row => row.Length != values[0].Length))
        {
            throw new ArgumentException(
                "A mean over seeds and rows needs at least one seed and two rows, the same for all seeds; found seeds of "
                + $"{string.Join(", ", values.Select(row => row.Length))} rows.", nameof(values));
        }

        double[] bySeed = [.. values.Select(row => row.Average(value => (double)value))];
        var rows = values[0].Length;
        var byRow = new double[rows];
        foreach (var own in values)
        {
            for (var row = 0; row < rows; row++)
                byRow[row] += own[row] / (double)values.Count;
        }

        Observations.Require(byRow, 2, "A mean over seeds and rows");
        var mean = bySeed.Average();
        var error = Spread.Of(byRow).Deviation / Math.Sqrt(rows);
        var half = Normal.InvCDF(0, 1, (1 + level) / 2) * error;
        return new(
            mean, bySeed.Length < 2 || TTest.HasNoSpread(bySeed) ? null : StudentInterval.Of(bySeed, level),
            new(mean - half, mean + half, level), bySeed.Length < 2 ? null : Pigeonhole(values, level, seed));
    }

    private static Interval Pigeonhole(IReadOnlyList<float[]> values, double level, int seed)
    {
        var (seeds, rows) = (values.Count, values[0].Length);
        var random = new Xoshiro256(unchecked((ulong)seed));
        var means = new double[Resamples];
        var counts = new float[rows];
        var ofSeed = new double[seeds];
        for (var i = 0; i < Resamples; i++)
        {
            Array.Clear(counts);
            for (var k = 0; k < rows; k++)
                counts[random.NextInt32(rows)]++;
            for (var k = 0; k < seeds; k++)
                ofSeed[k] = TensorPrimitives.Dot(counts, values[k]) / (double)rows;
            var sum = 0.0;
            for (var k = 0; k < seeds; k++)
                sum += ofSeed[random.NextInt32(seeds)];
            means[i] = sum / seeds;
        }

        Array.Sort(means);
        var last = Resamples + 1;
        return new(means[(int)Math.Floor(last * (1 - level) / 2) - 1], means[(int)Math.Ceiling(last * (1 + level) / 2) - 1], level);
    }
}
