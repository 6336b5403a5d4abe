using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>
/// x · Φ(x) with the normal distribution function Φ, exactly, not by the hyperbolic tangent. Derivative Φ(x) + x · φ(x). Φ is q below 0 and
/// 1 − q above, with q = 1 − Φ(|x|). In float q = φ(x) √(2π)/2 · (a₁ t + … + a₅ t⁵) with t = 1 / (1 + p |x|/√2) (Hastings 1955, Abramowitz
/// and Stegun 7.1.26: within 1e-7). In double, within 1e-13: near 0, Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …); farther out q = φ(x) / (x +
/// 1/(x + 2/(x + 3/(x + …)))) (Laplace's continued fraction).
/// </summary>
internal readonly struct GaussianLinear<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double RootTwoPi = 2.506628274631000502415765;

    public static bool HasKink => false;

    public static bool NeedsArgument => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Multiply(x, Distribution<TSimd, TVector>(x, Density<TSimd, TVector>(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var density = Density<TSimd, TVector>(x);
        return TSimd.Multiply(dy, TSimd.MultiplyAdd(x, density, Distribution<TSimd, TVector>(x, density)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Density<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var half = TSimd.Multiply(TSimd.Create(T.CreateTruncating(-0.5)), TSimd.Multiply(x, x));
        return TSimd.Multiply(TSimd.Create(T.CreateTruncating(1 / RootTwoPi)), Exponential.Exp<TSimd, TVector, T>(half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Distribution<TSimd, TVector>(TVector x, TVector density)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct =>
        typeof(T) == typeof(float) ? Short<TSimd, TVector>(x, density) : Long<TSimd, TVector>(x, density);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Short<TSimd, TVector>(TVector x, TVector density)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var one = TSimd.Create(T.One);
        var t = TSimd.Divide(one, TSimd.MultiplyAdd(Constant<TSimd, TVector>(0.3275911 / 1.4142135623730951), TSimd.Abs(x), one));
        var p = Constant<TSimd, TVector>(1.061405429);
        p = TSimd.MultiplyAdd(p, t, Constant<TSimd, TVector>(-1.453152027));
        p = TSimd.MultiplyAdd(p, t, Constant<TSimd, TVector>(1.421413741));
        p = TSimd.MultiplyAdd(p, t, Constant<TSimd, TVector>(-0.284496736));
        p = TSimd.MultiplyAdd(p, t, Constant<TSimd, TVector>(0.254829592));
        var tail = TSimd.Multiply(TSimd.Multiply(Constant<TSimd, TVector>(RootTwoPi / 2), density), TSimd.Multiply(p, t));
        return TSimd.SelectGreater(x, TSimd.Create(T.Zero), TSimd.Subtract(one, tail), tail);
    }

    private static TVector Long<TSimd, TVector>(TVector x, TVector density)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        const int Fractions = 60, LastOdd = 81;
        var (zero, one) = (TSimd.Create(T.Zero), TSimd.Create(T.One));
        var size = TSimd.Abs(x);
        var far = size; // the innermost denominator of the fraction
        for (var k = Fractions; k >= 1; k--)
            far = TSimd.Add(size, TSimd.Divide(Constant<TSimd, TVector>(k), far));
        var tail = TSimd.Divide(density, far);
        tail = TSimd.SelectGreater(x, zero, TSimd.Subtract(one, tail), tail);
        var square = TSimd.Multiply(x, x);
        var series = one;
        for (var odd = LastOdd; odd >= 3; odd -= 2)
            series = TSimd.MultiplyAdd(TSimd.Multiply(square, Constant<TSimd, TVector>(1.0 / odd)), series, one);
        var near = TSimd.MultiplyAdd(TSimd.Multiply(density, x), series, Constant<TSimd, TVector>(0.5));
        return TSimd.SelectGreater(size, Constant<TSimd, TVector>(3), tail, near);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant<TSimd, TVector>(double value)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Create(T.CreateTruncating(value));
}
