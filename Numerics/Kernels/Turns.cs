using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// cos 2πt and sin 2πt for any vector width. The whole turns are taken off exactly; with a = π (t − round t), |a| ≤ π/2, they are
/// 1 − 2 sin² a and 2 sin a cos a, sin a and cos a by their Taylor series (to a¹³ and a¹² in float, a²³ and a²⁴ in double). Absolute error
/// below 3e-7 in float, 1e-15 in double, plus what t itself has lost.
/// </summary>
internal static class Turns
{
    /// <summary>cos 2πt and sin 2πt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TVector Cos, TVector Sin) CosSin<TSimd, TVector, T>(TVector t)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a = TSimd.Multiply(TSimd.Create(T.Pi), TSimd.Subtract(t, TSimd.Round(t)));
        var square = TSimd.Multiply(a, a);
        var last = typeof(T) == typeof(float) ? 13 : 23;
        var one = TSimd.Create(T.One);
        var (sin, cos) = (one, one); // 1 − a²/(n (n − 1)) (1 − a²/((n − 2) (n − 3)) (…))
        for (var n = last; n >= 3; n -= 2)
        {
            sin = TSimd.MultiplyAdd(TSimd.Multiply(square, Inverse<TSimd, TVector, T>(n)), sin, one);
            cos = TSimd.MultiplyAdd(TSimd.Multiply(square, Inverse<TSimd, TVector, T>(n - 1)), cos, one);
        }

        sin = TSimd.Multiply(a, sin);
        var twice = TSimd.Add(sin, sin);
        return (TSimd.Subtract(one, TSimd.Multiply(twice, sin)), TSimd.Multiply(twice, cos));
    }

    /// <summary>−1 / (n (n − 1)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Inverse<TSimd, TVector, T>(int n)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TSimd.Create(T.CreateTruncating(-1.0 / (n * (n - 1))));
}
