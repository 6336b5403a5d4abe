using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// exp for any vector width: x = n ln 2 + r with |r| ≤ ln 2 / 2, exp x = 2ⁿ exp r, exp r by its Taylor series (to r⁷ in float: relative
/// error 5e-9; to r¹³ in double: 5e-18). Within 1 unit in the last place of float and 2 of double; exp 0 is exactly 1, overflow gives ∞,
/// NaN stays NaN. What would be subnormal is 0, for such results take a hundred times as long on most processors, as does whatever reckons
/// with them.
/// </summary>
internal static class Exponential
{
    private const double Ln2 = 0.693147180559945309417;
    private const double Ln2Rest = 2.319046813846299558e-17;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TSimd, TVector, T>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var single = typeof(T) == typeof(float);
        var n = TSimd.Round(TSimd.Multiply(x, Constant<TSimd, TVector, T>(1 / Ln2)));
        var r = TSimd.MultiplyAdd(n, Constant<TSimd, TVector, T>(single ? -(double)(float)Ln2 : -Ln2), x);
        r = TSimd.MultiplyAdd(n, Constant<TSimd, TVector, T>(single ? (double)(float)Ln2 - Ln2 : -Ln2Rest), r);
        var p = single ? Constant<TSimd, TVector, T>(1.0 / 5040) : Long<TSimd, TVector, T>(r);
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 720));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 120));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 24));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 6));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(0.5));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1));

        // Below and above these no normal number is the result, and the power is not looked at.
        var lowest = Constant<TSimd, TVector, T>(single ? -87.3365 : -708.396); // the logarithms of 1.2e-38 and 2.2e-308
        var highest = Constant<TSimd, TVector, T>(single ? 88.72283 : 709.78271289338397); // of 3.4e38 and 1.8e308
        var power = TSimd.TimesPowerOfTwo(p, n);
        power = TSimd.SelectGreater(x, highest, TSimd.Create(T.PositiveInfinity), power);
        return TSimd.SelectGreater(lowest, x, Constant<TSimd, TVector, T>(0), power);
    }

    /// <summary>The terms from r¹³ to r⁷.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Long<TSimd, TVector, T>(TVector r)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = Constant<TSimd, TVector, T>(1.0 / 6227020800);
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 479001600));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 39916800));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 3628800));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 362880));
        p = TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 40320));
        return TSimd.MultiplyAdd(p, r, Constant<TSimd, TVector, T>(1.0 / 5040));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant<TSimd, TVector, T>(double value)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TSimd.Create(T.CreateTruncating(value));
}

/// <summary>
/// Numbers nearer to 0 than the smallest normal one (1.2e-38 in float, 2.2e-308 in double). Weights of units that no longer act decay to
/// such numbers, and probabilities of classes far below the largest become such, with which a multiply-add takes a hundred times as long on
/// most processors; so kernels keep 0 in their place, as the flush-to-zero mode of the hardware does.
/// </summary>
internal static class Subnormals<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>0 in place of each subnormal number; all else, NaN too, as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ToZero(TVector a) => ToZero(a, Of(1.17549435e-38f, 2.2250738585072014e-308));

    /// <summary>
    /// 0 in place of each number whose square is about to be subnormal when it is averaged: below 1e-17 in float, 1e-152 in double.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ToBeSquared(TVector a) => ToZero(a, Of(1e-17f, 1e-152));

    /// <summary>
    /// 0 in place of each probability that is too small for a gradient, of which the largest is 1: below 1e-20 in float, 1e-200 in double.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfProbabilities(TVector a) => ToZero(a, Of(1e-20f, 1e-200));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ToZero(TVector a, T least) => TSimd.SelectGreater(TSimd.Create(least), TSimd.Abs(a), TSimd.Create(T.Zero), a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Of(float inFloat, double inDouble) =>
        typeof(T) == typeof(float) ? T.CreateTruncating(inFloat) : T.CreateTruncating(inDouble);
}
