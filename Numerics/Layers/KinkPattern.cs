using System.Numerics;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>Mixes what tells the smooth pieces of a function apart into one number.</summary>
internal static class KinkPattern
{
    /// <summary>Which outputs of a rectifier are above 0.</summary>
    public static ulong Signs<T>(ReadOnlySpan<T> y, ulong pattern)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var value in y)
            pattern = SplitMix64.Mix(pattern ^ (value > T.Zero ? 1UL : 0));
        return pattern;
    }

    /// <summary>Which of several inputs each output came from.</summary>
    public static ulong Places<T>(ReadOnlySpan<T> places, ulong pattern)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var place in places)
            pattern = SplitMix64.Mix(pattern ^ ulong.CreateTruncating(place));
        return pattern;
    }
}
