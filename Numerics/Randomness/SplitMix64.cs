namespace MlPipelines.Numerics.Randomness;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2714064.2660195): spreads a seed over the state of <see cref="Xoshiro256"/>, hashes
/// what is random without a state, and gives the few numbers of streams that are too many and too short for a state of their own. A struct
/// that changes as it is read.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>
    /// The draws for one tree: streams of different seeds, rounds and outputs are independent, whichever thread grows the tree.
    /// </summary>
    public static SplitMix64 ForTree(int seed, int round, int output) =>
        new(Mix(Mix((ulong)(uint)seed << 32 | (uint)round) + (uint)output));

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Finish(_state);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>Writes <c>chosen.Length</c> of 0 … n − 1, ascending, each subset equally likely (selection sampling).</summary>
    public void Choose(int n, Span<int> chosen)
    {
        var taken = 0;
        for (var i = 0; taken < chosen.Length; i++)
        {
            if (NextDouble() * (n - i) < chosen.Length - taken)
                chosen[taken++] = i;
        }
    }

    /// <summary>A hash of 64 bits.</summary>
    public static ulong Mix(ulong value) => Finish(value + 0x9E3779B97F4A7C15);

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>The seed of what is random within one step of a training.</summary>
internal static class StepSeeds
{
    /// <summary>A number that follows from the training's seed and the step, counted from 1.</summary>
    public static ulong Of(int seed, long iteration) =>
        SplitMix64.Mix(((ulong)RandomPurpose.Dropout << 32 | (uint)seed) ^ SplitMix64.Mix((ulong)iteration));
}
