namespace MlPipelines.Numerics.Randomness;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2714064.2660195): spreads a seed over the state of a larger generator.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Finish(_state);
    }

    public static ulong Mix(ulong value) => Finish(value + 0x9E3779B97F4A7C15);

    private static ulong Finish(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
