using System.Numerics;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// Which elements a dropout keeps, as a pure function of a seed and the element's number: two elements per hash of SplitMix64, kept when
/// their 32 bits are not below probability · 2³². The backward pass asks again instead of remembering, and threads and restarts see the
/// same mask.
/// </summary>
internal static class DropoutMask
{
    /// <summary>target = source · scale where kept, else 0. Source and target may be the same.</summary>
    public static void Apply<T>(ulong seed, double probability, T scale, ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var threshold = (ulong)(probability * 4294967296.0);
        for (var i = 0; i < source.Length; i++)
        {
            var bits = SplitMix64.Mix(seed + (ulong)(i >> 1) * 0x9E3779B97F4A7C15);
            var own = (i & 1) == 0 ? bits & 0xFFFFFFFF : bits >> 32;
            target[i] = own >= threshold ? source[i] * scale : T.Zero;
        }
    }
}
