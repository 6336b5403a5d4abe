using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Updates;

/// <summary>g ← g + l1 · sign(w) + l2 · w, with sign(0) = 0: the gradient of l1 Σ|w| + l2 / 2 Σ w².</summary>
internal unsafe struct PenaltyGradient<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* W, G;
    public T L1, L2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var (w, zero) = (TSimd.Load(W + i), TSimd.Create(T.Zero));
        var sign = TSimd.SelectGreater(TSimd.Abs(w), zero, TSimd.CopySign(TSimd.Create(L1), w), zero);
        TSimd.Store(G + i, TSimd.Add(TSimd.Add(TSimd.Load(G + i), sign), TSimd.Multiply(TSimd.Create(L2), w)));
    }
}

/// <summary>v ← factor · v.</summary>
internal unsafe struct Scaling<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Values;
    public T Factor;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Store(Values + i, TSimd.Multiply(TSimd.Create(Factor), TSimd.Load(Values + i)));
}

/// <summary>v ← v moved into [−limit, limit]; NaN stays NaN.</summary>
internal unsafe struct Clamping<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Values;
    public T Limit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct =>
        TSimd.Store(Values + i, TSimd.Min(TSimd.Max(TSimd.Load(Values + i), TSimd.Create(-Limit)), TSimd.Create(Limit)));
}
