namespace MlPipelines.Numerics.Randomness;

/// <summary>The seed of what is random within one step of a training.</summary>
internal static class StepSeeds
{
    /// <summary>A number that follows from the training's seed and the step, counted from 1.</summary>
    public static ulong Of(int seed, long iteration) =>
        SplitMix64.Mix(((ulong)RandomPurpose.Dropout << 32 | (uint)seed) ^ SplitMix64.Mix((ulong)iteration));
}
