using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Updates;

/// <summary>w ← keep · w; g' = g + decay · w; m ← β₁ m + (1 − β₁) g'; v ← β₂ v + (1 − β₂) g'²; w ← w − step · m / (√v · correction + ε); each subnormal result becomes 0, and g' in its square too where
/// that would be subnormal.</summary>
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
            TSimd.Create(Factors.Beta2), TSimd.Load(V + i), TSimd.Multiply(TSimd.Multiply(TSimd.Create(Factors.OneMinusBeta2), squared), squared));
        var root = TSimd.MultiplyAdd(TSimd.Sqrt(v), TSimd.Create(Factors.InverseRootCorrection), TSimd.Create(Factors.Epsilon));
        TSimd.Store(M + i, Subnormals<TSimd, TVector, T>.ToZero(m));
        TSimd.Store(V + i, Subnormals<TSimd, TVector, T>.ToZero(v));
        TSimd.Store(W + i, Subnormals<TSimd, TVector, T>.ToZero(TSimd.MultiplyAdd(TSimd.Create(-Factors.StepSize), TSimd.Divide(m, root), w)));
    }
}
