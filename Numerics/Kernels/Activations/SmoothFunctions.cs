using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>x · s with s = 1 / (1 + exp(−x)). Derivative s + y · (1 − s).</summary>
internal readonly struct SigmoidLinear<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasKink => false;

    public static bool NeedsArgument => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Multiply(x, Logistic<TSimd, TVector>(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var s = Logistic<TSimd, TVector>(x);
        return TSimd.Multiply(dy, TSimd.MultiplyAdd(y, TSimd.Subtract(TSimd.Create(T.One), s), s));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Logistic<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => default(LogisticFunction<T>).Forward<TSimd, TVector>(x);
}

/// <summary>
/// λ x above 0, λ α (exp x − 1) else, with the constants for which a unit's mean 0 and variance 1 are kept. Derivative λ above 0, y + λ α
/// else.
/// </summary>
internal readonly struct ScaledExponentialLinear<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Alpha = 1.6732632423543772848170429916717;
    private const double Lambda = 1.0507009873554804934193349852946;

    public static bool HasKink => true;

    public static bool NeedsArgument => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var scaled = TSimd.Multiply(TSimd.Create(T.CreateTruncating(Lambda)), x);
        var factor = TSimd.Create(T.CreateTruncating(Lambda * Alpha));
        var below = TSimd.Multiply(factor, TSimd.Subtract(Exponential.Exp<TSimd, TVector, T>(x), TSimd.Create(T.One)));
        return TSimd.SelectGreater(x, TSimd.Create(T.Zero), scaled, below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var below = TSimd.Add(y, TSimd.Create(T.CreateTruncating(Lambda * Alpha)));
        var above = TSimd.Create(T.CreateTruncating(Lambda));
        return TSimd.Multiply(dy, TSimd.SelectGreater(y, TSimd.Create(T.Zero), above, below));
    }
}

/// <summary>
/// x · t with t = tanh(ln(1 + exp x)) = n / (n + 2), n = e (e + 2), e = exp x. Derivative t + x · s · (1 − t²) with s = e / (1 + e). Above
/// 20, where t rounds to 1, f is x.
/// </summary>
internal readonly struct SoftplusTanh<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasKink => false;

    public static bool NeedsArgument => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var (t, _) = Parts<TSimd, TVector>(x);
        return TSimd.Multiply(x, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var (t, e) = Parts<TSimd, TVector>(x);
        var one = TSimd.Create(T.One);
        var s = TSimd.Divide(e, TSimd.Add(one, e));
        return TSimd.Multiply(dy, TSimd.MultiplyAdd(TSimd.Multiply(x, s), TSimd.Subtract(one, TSimd.Multiply(t, t)), t));
    }

    /// <summary>t, and exp of x or of 20, whichever is less, so that its square stays finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector T, TVector E) Parts<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var two = TSimd.Create(T.CreateTruncating(2));
        var most = TSimd.Create(T.CreateTruncating(20));
        var e = Exponential.Exp<TSimd, TVector, T>(TSimd.SelectGreater(x, most, most, x));
        var n = TSimd.Multiply(e, TSimd.Add(e, two));
        return (TSimd.Divide(n, TSimd.Add(n, two)), e);
    }
}
