namespace MlPipelines.Numerics.Trees;

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014): a small generator whose streams for different keys are independent.</summary>
internal struct SeededRandom(int seed, int round, int output)
{
    private ulong _state = Mix((ulong)(uint)seed << 32 | (uint)round) + Mix((ulong)(uint)output + 0x5851F42D4C957F2D);

    public ulong NextUInt64() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>Writes <paramref name="wanted"/> of 0 … n − 1, ascending, each subset equally likely (selection sampling).</summary>
    public void Choose(int n, int wanted, Span<int> chosen)
    {
        int taken = 0;
        for (int i = 0; taken < wanted; i++)
        {
            if (NextDouble() * (n - i) < wanted - taken) chosen[taken++] = i;
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
