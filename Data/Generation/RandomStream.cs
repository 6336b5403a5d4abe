using System.Numerics;

namespace MlPipelines.Data.Generation;

/// <summary>
/// A stream of random numbers named by a seed, a purpose and a row, so that rows can be generated in any order on any thread.
/// </summary>
/// <remarks>
/// xoshiro256** (Blackman, Vigna: "Scrambled linear pseudorandom number generators", 2021), its state filled by SplitMix64.
/// A struct that changes as it is read: pass it by reference.
/// </remarks>
internal struct RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the stream of one row.</summary>
    /// <param name="seed">The data set's seed.</param>
    /// <param name="purpose">Keeps different uses of one seed apart.</param>
    /// <param name="row">The row.</param>
    public RandomStream(int seed, StreamPurpose purpose, int row)
    {
        var state = Mix(Mix((uint)seed) + (ulong)purpose) + (uint)row;
        state = Mix(state);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

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

    private static ulong Mix(ulong value)
    {
        var state = value;
        return SplitMix(ref state);
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
