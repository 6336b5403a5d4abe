namespace Microsoft.ML.Runtime;

/// <summary>
/// The random numbers of every seeded component: three Tausworthe generators and one linear congruential one, combined by
/// exclusive or (L. Howes, D. Thomas, "Efficient Random Number Generation and Application Using CUDA", GPU Gems 3, ch. 37).
/// The seeding and the ways from bits to numbers are ML.NET's, so that the same seed gives the same numbers as there.
/// </summary>
internal sealed class HybridTausworthe : Random
{
    private uint _z1;
    private uint _z2;
    private uint _z3;
    private uint _z4;

    /// <summary>A generator whose state follows from one number.</summary>
    public HybridTausworthe(uint seed)
        : base(0)
    {
        _z1 = seed;
        _z2 = Mix(_z1, seed);
        _z3 = Mix(_z2, seed);
        _z4 = Mix(_z3, seed);
    }

    /// <summary>A generator whose state is drawn from another one.</summary>
    public HybridTausworthe(Random parent)
        : base(0)
    {
        // A Tausworthe generator with a state below 128 would stay near zero.
        static uint Draw(Random random) => ((uint)random.Next(0x10000) << 16) | (uint)random.Next(0x10000);
        static uint DrawLarge(Random random)
        {
            var drawn = Draw(random);
            while (drawn < 128)
                drawn = Draw(random);
            return drawn;
        }
        _z1 = DrawLarge(parent);
        _z2 = DrawLarge(parent);
        _z3 = DrawLarge(parent);
        _z4 = Draw(parent);
    }

    /// <summary>A generator for a seed; without one, a seed from the system.</summary>
    public static HybridTausworthe Create(int? seed) =>
        seed is { } value ? new HybridTausworthe((uint)value) : new HybridTausworthe(Shared);

    /// <inheritdoc/>
    public override int Next()
    {
        var bits = NextBits();
        return (int)(bits + (bits & 0x80000000u));
    }

    /// <inheritdoc/>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)(((ulong)NextBits() * (ulong)maxValue) >> 32);
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        var range = (long)maxValue - minValue;
        return (int)((long)(NextDouble() * range) + minValue);
    }

    /// <summary>A number from 0 to below 1 with 32 bits.</summary>
    public override double NextDouble() => NextBits() * (1.0 / 4294967296.0);

    /// <summary>A number from 0 to below 1 with 23 bits, so that none is rounded up to 1.</summary>
    public override float NextSingle() => (NextBits() >> 9) * (1.0f / 8388608.0f);

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref var value in buffer)
            value = (byte)Next();
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    /// <summary>The next 32 bits as a signed number.</summary>
    public int NextSigned() => (int)NextBits();

    private uint NextBits()
    {
        _z1 = Tausworthe(_z1, 13, 19, 12, ~1u);
        _z2 = Tausworthe(_z2, 2, 25, 4, ~7u);
        _z3 = Tausworthe(_z3, 3, 11, 17, ~15u);
        _z4 = (1664525 * _z4) + 1013904223;
        return _z1 ^ _z2 ^ _z3 ^ _z4;
    }

    private static uint Tausworthe(uint z, int left, int right, int up, uint mask) =>
        ((z & mask) << up) ^ (((z << left) ^ z) >> right);

    private static uint Mix(uint hash, uint value) => Murmur.Round(hash, value);
}
