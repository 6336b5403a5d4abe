using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Updates;

/// <summary>g' = g + decay · w; v ← α v + (1 − α) g'²; b ← momentum · b + g' / (√v + ε); w ← w − rate · b; each subnormal result becomes 0, and g' in its square too where
/// that would be subnormal.</summary>
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
        var v = TSimd.MultiplyAdd(TSimd.Create(Alpha), TSimd.Load(V + i), TSimd.Multiply(TSimd.Multiply(TSimd.Create(OneMinusAlpha), squared), squared));
        var b = TSimd.MultiplyAdd(TSimd.Create(Momentum), TSimd.Load(B + i), TSimd.Divide(g, TSimd.Add(TSimd.Sqrt(v), TSimd.Create(Epsilon))));
        TSimd.Store(V + i, Subnormals<TSimd, TVector, T>.ToZero(v));
        TSimd.Store(B + i, Subnormals<TSimd, TVector, T>.ToZero(b));
        TSimd.Store(W + i, Subnormals<TSimd, TVector, T>.ToZero(TSimd.MultiplyAdd(TSimd.Create(-Rate), b, w)));
    }
}
