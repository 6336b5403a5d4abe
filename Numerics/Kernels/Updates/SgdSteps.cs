using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Updates;

/// <summary>w ← w − rate · (g + decay · w); each subnormal result becomes 0.</summary>
internal unsafe struct SgdStep<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* W, G;
    public T Rate, Decay;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var w = TSimd.Load(W + i);
        var g = TSimd.MultiplyAdd(TSimd.Create(Decay), w, TSimd.Load(G + i));
        TSimd.Store(W + i, Subnormals<TSimd, TVector, T>.ToZero(TSimd.MultiplyAdd(TSimd.Create(-Rate), g, w)));
    }
}

/// <summary>g' = g + decay · w; v ← momentum · v + g'; w ← w − rate · v; each subnormal result becomes 0.</summary>
internal unsafe struct MomentumStep<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* W, G, V;
    public T Rate, Momentum, Decay;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var w = TSimd.Load(W + i);
        var g = TSimd.MultiplyAdd(TSimd.Create(Decay), w, TSimd.Load(G + i));
        var v = TSimd.MultiplyAdd(TSimd.Create(Momentum), TSimd.Load(V + i), g);
        TSimd.Store(V + i, Subnormals<TSimd, TVector, T>.ToZero(v));
        TSimd.Store(W + i, Subnormals<TSimd, TVector, T>.ToZero(TSimd.MultiplyAdd(TSimd.Create(-Rate), v, w)));
    }
}

/// <summary>g' = g + decay · w; v ← momentum · v + g'; w ← w − rate · (g' + momentum · v); each subnormal result becomes 0.</summary>
internal unsafe struct NesterovStep<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* W, G, V;
    public T Rate, Momentum, Decay;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var w = TSimd.Load(W + i);
        var g = TSimd.MultiplyAdd(TSimd.Create(Decay), w, TSimd.Load(G + i));
        var v = TSimd.MultiplyAdd(TSimd.Create(Momentum), TSimd.Load(V + i), g);
        TSimd.Store(V + i, Subnormals<TSimd, TVector, T>.ToZero(v));
        TSimd.Store(W + i, Subnormals<TSimd, TVector, T>.ToZero(
            TSimd.MultiplyAdd(TSimd.Create(-Rate), TSimd.MultiplyAdd(TSimd.Create(Momentum), v, g), w)));
    }
}
