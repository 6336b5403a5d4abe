using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Updates;

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
