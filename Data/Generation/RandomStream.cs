using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Data.Generation;

/// <summary>
/// A stream of random numbers named by a seed, a purpose and a row, so that rows can be generated in any order on any thread:
/// <see cref="Xoshiro256"/> with the ways of drawing that the generated data sets have had from the start. They stay beside
/// those of <see cref="Xoshiro256"/>, as the numbers of the published sets depend on them.
/// </summary>
/// <param name="seed">The data set's seed.</param>
/// <param name="purpose">Keeps different uses of one seed apart.</param>
/// <param name="row">The row.</param>
internal readonly struct RandomStream(int seed, StreamPurpose purpose, int row)
{
    private readonly Xoshiro256 _generator = Xoshiro256.ForRow(seed, (ulong)purpose, row);

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => _generator.NextUInt64();

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => _generator.NextDouble();

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => _generator.NextUniform(low, high);

    /// <summary>Uniform in 0 … <paramref name="count"/> - 1; the bias is below count / 2⁶⁴.</summary>
    public int Below(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>Normal with mean 0 and variance 1 (Box, Muller).</summary>
    public double Normal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }

    /// <summary>A random permutation (Fisher, Yates).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
