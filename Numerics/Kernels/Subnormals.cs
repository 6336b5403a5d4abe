using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// Numbers nearer to 0 than the smallest normal one (1.2e-38 in float, 2.2e-308 in double). Weights of units that no longer act decay to such
/// numbers, and probabilities of classes far below the largest become such, with which a multiply-add takes a hundred times as long on most
/// processors; so kernels keep 0 in their place, as the flush-to-zero mode of the hardware does.
/// </summary>
internal static class Subnormals<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>0 in place of each subnormal number; all else, NaN too, as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ToZero(TVector a) => ToZero(a, Of(1.17549435e-38f, 2.2250738585072014e-308));

    /// <summary>0 in place of each number whose square is about to be subnormal when it is averaged: below 1e-17 in float, 1e-152 in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ToBeSquared(TVector a) => ToZero(a, Of(1e-17f, 1e-152));

    /// <summary>0 in place of each probability that is too small for a gradient, of which the largest is 1: below 1e-20 in float, 1e-200 in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfProbabilities(TVector a) => ToZero(a, Of(1e-20f, 1e-200));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ToZero(TVector a, T least) => TSimd.SelectGreater(TSimd.Create(least), TSimd.Abs(a), TSimd.Create(T.Zero), a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Of(float inFloat, double inDouble) => typeof(T) == typeof(float) ? T.CreateTruncating(inFloat) : T.CreateTruncating(inDouble);
}
