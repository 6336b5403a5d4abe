using System.Numerics;

namespace MlPipelines.Numerics.Randomness;

/// <summary>
/// The generator xoshiro256** of Blackman and Vigna (2021, doi:10.1145/3460772), period 2^256 − 1, its state filled by SplitMix64 from a
/// seed and a stream. The same seed and stream give the same numbers on every machine and version. Not for secrets. Not thread-safe.
/// </summary>
public sealed class Xoshiro256
{
    private const double DoubleUnit = 1.0 / (1UL << 53);

    private ulong _s0, _s1, _s2, _s3;
    private double _spareNormal = double.NaN;

    /// <summary>Stands where nothing is to be drawn, because the numbers are set from elsewhere.</summary>
    internal static Xoshiro256 Unused { get; } = new(0);

    /// <summary>A generator for one purpose of one seed.</summary>
    public Xoshiro256(int seed, RandomPurpose purpose)
        : this(SplitMix64.Mix(((ulong)purpose << 32) | (uint)seed))
    {
    }

    /// <summary>A generator for one of many turns of a purpose: an epoch, a batch.</summary>
    public Xoshiro256(int seed, RandomPurpose purpose, long turn)
        : this(SplitMix64.Mix(SplitMix64.Mix(((ulong)purpose << 32) | (uint)seed) ^ SplitMix64.Mix((ulong)turn)))
    {
    }

    /// <summary>A generator whose state is drawn from a 64-bit seed.</summary>
    public Xoshiro256(ulong seed)
    {
        var mixer = new SplitMix64(seed);
        _s0 = mixer.Next();
        _s1 = mixer.Next();
        _s2 = mixer.Next();
        _s3 = mixer.Next();
    }

    /// <summary>A generator that continues from a state given by <see cref="GetState"/>.</summary>
    /// <exception cref="ArgumentException">Not five words, or the first four all zero.</exception>
    public Xoshiro256(ReadOnlySpan<ulong> state)
    {
        if (state.Length != 5)
            throw new ArgumentException($"The state of a generator is 5 words; found {state.Length}.", nameof(state));
        if ((state[0] | state[1] | state[2] | state[3]) == 0)
            throw new ArgumentException("The first four words of a generator's state must not all be zero.", nameof(state));
        (_s0, _s1, _s2, _s3) = (state[0], state[1], state[2], state[3]);
        _spareNormal = BitConverter.UInt64BitsToDouble(state[4]);
    }

    /// <summary>A generator for one row of one purpose, so that rows can be generated in any order on any thread.</summary>
    /// <param name="seed">The data set's seed.</param>
    /// <param name="purpose">Keeps different uses of one seed apart.</param>
    /// <param name="row">The row.</param>
    public static Xoshiro256 ForRow(int seed, ulong purpose, int row) =>
        new(SplitMix64.Mix(SplitMix64.Mix(SplitMix64.Mix((uint)seed) + purpose) + (uint)row));

    /// <summary>The whole state, five words; a generator built from it continues exactly here.</summary>
    public ulong[] GetState() => [_s0, _s1, _s2, _s3, BitConverter.DoubleToUInt64Bits(_spareNormal)];

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
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

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * DoubleUnit;

    /// <summary>Uniform in [low, high).</summary>
    public double NextUniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform in 0 … exclusiveBound − 1, without bias (Lemire 2019, arXiv:1805.10941).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextInt32(int exclusiveBound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveBound, 1);
        var bound = (uint)exclusiveBound;
        var product = (NextUInt64() >> 32) * bound;
        if ((uint)product < bound)
        {
            var threshold = (0u - bound) % bound;
            while ((uint)product < threshold)
                product = (NextUInt64() >> 32) * bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>
    /// Standard normal, by the polar method of Marsaglia and Bray (1964); the second value of each pair is kept for the next call.
    /// </summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double u, v, s;
        do
        {
            u = NextUniform(-1, 1);
            v = NextUniform(-1, 1);
            s = u * u + v * v;
        }
        while (s is >= 1 or 0);
        var factor = Math.Sqrt(-2 * Math.Log(s) / s);
        _spareNormal = v * factor;
        return u * factor;
    }

    /// <summary>Puts values into random order (Fisher–Yates).</summary>
    public void Shuffle<TValue>(Span<TValue> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}

/// <summary>
/// What random numbers are drawn for. Each purpose has a stream of its own from the same seed, so that drawing more for one never moves
/// another.
/// </summary>
public enum RandomPurpose
{
    /// <summary>Initial weights.</summary>
    Initialization = 1,

    /// <summary>The order of samples.</summary>
    Shuffling = 2,

    /// <summary>Dropped units.</summary>
    Dropout = 3,

    /// <summary>Changed inputs.</summary>
    Augmentation = 4,

    /// <summary>Generated data.</summary>
    Generation = 5,

    /// <summary>Which rows are held out.</summary>
    HoldingOut = 6,

    /// <summary>What layers draw when they are prepared with training rows.</summary>
    Preparation = 7,

    /// <summary>Which part of the rows a row's encoding comes from.</summary>
    Encoding = 8,
}
