using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>max(x, 0); its derivative at 0 is 0; NaN stays NaN.</summary>
internal readonly struct Rectifier<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasKink => true;

    public static bool NeedsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Rectify(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.SelectGreater(y, TSimd.Create(T.Zero), dy, TSimd.Create(T.Zero));
}

/// <summary>x above 0, slope · x else, with a slope above 0, so that y has the sign of x; the derivative at 0 is the slope.</summary>
internal readonly struct LeakyRectifier<T>(T slope) : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasKink => true;

    public static bool NeedsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.SelectGreater(x, TSimd.Create(T.Zero), x, TSimd.Multiply(TSimd.Create(slope), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.SelectGreater(y, TSimd.Create(T.Zero), dy, TSimd.Multiply(TSimd.Create(slope), dy));
}

/// <summary>
/// tanh x = (1 − t) / (1 + t) with t = exp(−2|x|) and the sign of x; near 0, where 1 − t would lose digits, by its continued fraction.
/// Derivative 1 − y².
/// </summary>
internal readonly struct HyperbolicTangent<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasKink => false;

    public static bool NeedsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var (one, size) = (TSimd.Create(T.One), TSimd.Abs(x));
        var t = Exponential.Exp<TSimd, TVector, T>(TSimd.Multiply(TSimd.Create(T.CreateTruncating(-2)), size));
        var far = TSimd.CopySign(TSimd.Divide(TSimd.Subtract(one, t), TSimd.Add(one, t)), x);
        return TSimd.SelectGreater(size, TSimd.Create(T.CreateTruncating(0.5)), far, Near<TSimd, TVector>(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Multiply(dy, TSimd.Subtract(TSimd.Create(T.One), TSimd.Multiply(y, y)));

    /// <summary>
    /// x / (1 + x² / (3 + x² / (5 + … x² / 15))), Lambert's continued fraction: for |x| ≤ 0.5 its relative error is below 1e-17 (in float
    /// it ends with 9: below 1e-8).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Near<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var square = TSimd.Multiply(x, x);
        var last = typeof(T) == typeof(float) ? 9 : 15;
        var denominator = TSimd.Create(T.CreateTruncating(last));
        for (var odd = last - 2; odd >= 1; odd -= 2)
            denominator = TSimd.Add(TSimd.Create(T.CreateTruncating(odd)), TSimd.Divide(square, denominator));
        return TSimd.Divide(x, denominator);
    }
}

/// <summary>1 / (1 + exp(−x)); derivative y (1 − y).</summary>
internal readonly struct LogisticFunction<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasKink => false;

    public static bool NeedsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var one = TSimd.Create(T.One);
        return TSimd.Divide(one, TSimd.Add(one, Exponential.Exp<TSimd, TVector, T>(TSimd.Subtract(TSimd.Create(T.Zero), x))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Multiply(dy, TSimd.Multiply(y, TSimd.Subtract(TSimd.Create(T.One), y)));
}
