using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Updates;

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
