using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Updates;

/// <summary>
/// w ← keep · w; g' = g + decay · w; m ← β₁ m + (1 − β₁) g'; v ← β₂ v + (1 − β₂) g'²; w ← w − step · m / (√v · correction + ε); each
/// subnormal result becomes 0, and g' in its square too where that would be subnormal.</summary>
internal unsafe struct AdamStep<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* W, G, M, V;
    public AdamFactors<T> Factors;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var w = TSimd.Multiply(TSimd.Create(Factors.Keep), TSimd.Load(W + i));
        var g = TSimd.MultiplyAdd(TSimd.Create(Factors.Decay), w, TSimd.Load(G + i));
        var m = TSimd.MultiplyAdd(TSimd.Create(Factors.Beta1), TSimd.Load(M + i), TSimd.Multiply(TSimd.Create(Factors.OneMinusBeta1), g));
        var squared = Subnormals<TSimd, TVector, T>.ToBeSquared(g);
        var v = TSimd.MultiplyAdd(
            TSimd.Create(Factors.Beta2), TSimd.Load(V + i),
            TSimd.Multiply(TSimd.Multiply(TSimd.Create(Factors.OneMinusBeta2), squared), squared));
        var root = TSimd.MultiplyAdd(TSimd.Sqrt(v), TSimd.Create(Factors.InverseRootCorrection), TSimd.Create(Factors.Epsilon));
        TSimd.Store(M + i, Subnormals<TSimd, TVector, T>.ToZero(m));
        TSimd.Store(V + i, Subnormals<TSimd, TVector, T>.ToZero(v));
        TSimd.Store(
            W + i, Subnormals<TSimd, TVector, T>.ToZero(TSimd.MultiplyAdd(TSimd.Create(-Factors.StepSize), TSimd.Divide(m, root), w)));
    }
}

/// <summary>The numbers of one Adam step that are the same for every parameter.</summary>
internal readonly struct AdamFactors<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Beta1 { get; init; }

    public T Beta2 { get; init; }

    public T OneMinusBeta1 { get; init; }

    public T OneMinusBeta2 { get; init; }

    public T Epsilon { get; init; }

    /// <summary>rate / (1 − β₁ᵗ).</summary>
    public T StepSize { get; init; }

    /// <summary>1 / √(1 − β₂ᵗ).</summary>
    public T InverseRootCorrection { get; init; }

    /// <summary>Coupled L2 penalty, 0 for none.</summary>
    public T Decay { get; init; }

    /// <summary>1 − rate · decoupled decay, 1 for none.</summary>
    public T Keep { get; init; }
}

/// <summary>
/// g' = g + decay · w; v ← α v + (1 − α) g'²; b ← momentum · b + g' / (√v + ε); w ← w − rate · b; each subnormal result becomes 0, and g'
/// in its square too where that would be subnormal.</summary>
internal unsafe struct RmsPropStep<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* W, G, V, B;
    public T Rate, Alpha, OneMinusAlpha, Epsilon, Momentum, Decay;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var w = TSimd.Load(W + i);
        var g = TSimd.MultiplyAdd(TSimd.Create(Decay), w, TSimd.Load(G + i));
        var squared = Subnormals<TSimd, TVector, T>.ToBeSquared(g);
        var v = TSimd.MultiplyAdd(
            TSimd.Create(Alpha), TSimd.Load(V + i), TSimd.Multiply(TSimd.Multiply(TSimd.Create(OneMinusAlpha), squared), squared));
        var b = TSimd.MultiplyAdd(
            TSimd.Create(Momentum), TSimd.Load(B + i), TSimd.Divide(g, TSimd.Add(TSimd.Sqrt(v), TSimd.Create(Epsilon))));
        TSimd.Store(V + i, Subnormals<TSimd, TVector, T>.ToZero(v));
        TSimd.Store(B + i, Subnormals<TSimd, TVector, T>.ToZero(b));
        TSimd.Store(W + i, Subnormals<TSimd, TVector, T>.ToZero(TSimd.MultiplyAdd(TSimd.Create(-Rate), b, w)));
    }
}
