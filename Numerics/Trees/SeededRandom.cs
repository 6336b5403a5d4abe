using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Trees;

/// <summary>Draws for one tree: streams of different seeds, rounds and outputs are independent, whichever thread grows the tree.</summary>
internal struct SeededRandom(int seed, int round, int output)
{
    private SplitMix64 _generator = new(SplitMix64.Mix(SplitMix64.Mix((ulong)(uint)seed << 32 | (uint)round) + (uint)output));

    /// <summary>Writes <c>chosen.Length</c> of 0 … n − 1, ascending, each subset equally likely (selection sampling).</summary>
    public void Choose(int n, Span<int> chosen)
    {
        int taken = 0;
        for (int i = 0; taken < chosen.Length; i++)
        {
            if (NextDouble() * (n - i) < chosen.Length - taken) chosen[taken++] = i;
        }
    }

    /// <summary>Uniform in [0, 1).</summary>
    private double NextDouble() => (_generator.Next() >> 11) * (1.0 / (1L << 53));
}
