using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Updates;

/// <summary>
/// Numbers nearer to 0 than the smallest normal one (1.2e-38 in float, 2.2e-308 in double). Weights of units that no longer act decay to such
/// numbers, with which a multiply-add takes a hundred times as long on most processors; so updates keep 0 in their place, as the flush-to-zero
/// mode of the hardware does.
/// </summary>
internal static class Subnormals<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static T SmallestNormal
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? T.CreateTruncating(1.17549435e-38f) : T.CreateTruncating(2.2250738585072014e-308);
    }

    /// <summary>0 in place of each subnormal number; all else, NaN too, as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ToZero(TVector a) => TSimd.SelectGreater(TSimd.Create(SmallestNormal), TSimd.Abs(a), TSimd.Create(T.Zero), a);

    /// <summary>0 in place of each number whose square is about to be subnormal when it is averaged: below 1e-17 in float, 1e-152 in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ToBeSquared(TVector a) =>
        TSimd.SelectGreater(TSimd.Create(T.CreateTruncating(typeof(T) == typeof(float) ? 1e-17 : 1e-152)), TSimd.Abs(a), TSimd.Create(T.Zero), a);
}
