using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>
/// x · Φ(x) with the normal distribution function Φ, exactly, not by the hyperbolic tangent. Derivative Φ(x) + x · φ(x). With
/// q = 1 − Φ(|x|), Φ is q below 0 and 1 − q above. Near 0, Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …); farther out q = φ(x) / (x + 1/(x +
/// 2/(x + 3/(x + …)))) (Laplace's continued fraction). Both are within 1e-7 of Φ in float, 1e-13 in double.
/// </summary>
internal readonly struct GaussianLinear<T> : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double RootTwoPi = 2.506628274631000502415765;

    public static bool HasKink => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Multiply(x, Distribution<TSimd, TVector>(x, Density<TSimd, TVector>(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var density = Density<TSimd, TVector>(x);
        return TSimd.MultiplyAdd(x, density, Distribution<TSimd, TVector>(x, density));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Density<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var half = TSimd.Multiply(TSimd.Create(T.CreateTruncating(-0.5)), TSimd.Multiply(x, x));
        return TSimd.Multiply(TSimd.Create(T.CreateTruncating(1 / RootTwoPi)), Exponential.Exp<TSimd, TVector, T>(half));
    }

    private static TVector Distribution<TSimd, TVector>(TVector x, TVector density)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var single = typeof(T) == typeof(float);
        var (zero, one) = (TSimd.Create(T.Zero), TSimd.Create(T.One));
        var size = TSimd.Abs(x);
        var far = size; // the innermost denominator of the fraction
        for (var k = single ? 20 : 60; k >= 1; k--)
            far = TSimd.Add(size, TSimd.Divide(TSimd.Create(T.CreateTruncating(k)), far));
        var tail = TSimd.Divide(density, far);
        tail = TSimd.SelectGreater(x, zero, TSimd.Subtract(one, tail), tail);
        var square = TSimd.Multiply(x, x);
        var series = one;
        for (var odd = single ? 41 : 81; odd >= 3; odd -= 2)
            series = TSimd.MultiplyAdd(TSimd.Multiply(square, TSimd.Create(T.CreateTruncating(1.0 / odd))), series, one);
        var near = TSimd.MultiplyAdd(TSimd.Multiply(density, x), series, TSimd.Create(T.CreateTruncating(0.5)));
        return TSimd.SelectGreater(size, TSimd.Create(T.CreateTruncating(single ? 2.5 : 3)), tail, near);
    }
}
