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
        var one = TSimd.Create(T.One);
        var (sin, cos) = (one, one); // the innermost term; each term is written out, so that its factor is a constant
        if (typeof(T) == typeof(double))
        {
            (sin, cos) = (Term<TSimd, TVector, T>(23, square, sin), Term<TSimd, TVector, T>(22, square, cos));
            (sin, cos) = (Term<TSimd, TVector, T>(21, square, sin), Term<TSimd, TVector, T>(20, square, cos));
            (sin, cos) = (Term<TSimd, TVector, T>(19, square, sin), Term<TSimd, TVector, T>(18, square, cos));
            (sin, cos) = (Term<TSimd, TVector, T>(17, square, sin), Term<TSimd, TVector, T>(16, square, cos));
            (sin, cos) = (Term<TSimd, TVector, T>(15, square, sin), Term<TSimd, TVector, T>(14, square, cos));
        }

        (sin, cos) = (Term<TSimd, TVector, T>(13, square, sin), Term<TSimd, TVector, T>(12, square, cos));
        (sin, cos) = (Term<TSimd, TVector, T>(11, square, sin), Term<TSimd, TVector, T>(10, square, cos));
        (sin, cos) = (Term<TSimd, TVector, T>(9, square, sin), Term<TSimd, TVector, T>(8, square, cos));
        (sin, cos) = (Term<TSimd, TVector, T>(7, square, sin), Term<TSimd, TVector, T>(6, square, cos));
        (sin, cos) = (Term<TSimd, TVector, T>(5, square, sin), Term<TSimd, TVector, T>(4, square, cos));
        (sin, cos) = (Term<TSimd, TVector, T>(3, square, sin), Term<TSimd, TVector, T>(2, square, cos));
        sin = TSimd.Multiply(a, sin);
        var twice = TSimd.Add(sin, sin);
        return (TSimd.Subtract(one, TSimd.Multiply(twice, sin)), TSimd.Multiply(twice, cos));
    }

    /// <summary>1 − a²/(n (n − 1)) · inner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Term<TSimd, TVector, T>(int n, TVector square, TVector inner)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TSimd.MultiplyAdd(
            TSimd.Multiply(square, TSimd.Create(T.CreateTruncating(-1.0 / (n * (n - 1))))), inner, TSimd.Create(T.One));
}
