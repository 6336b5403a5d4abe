using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>dx = dy where y, the output of the forward pass, is above 0, else 0.</summary>
internal unsafe struct RectifierBackward<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Y, DY, DX;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Store(DX + i, TSimd.WherePositive(TSimd.Load(Y + i), TSimd.Load(DY + i)));
}
