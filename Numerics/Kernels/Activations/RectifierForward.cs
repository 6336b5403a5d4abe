using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>y = max(x, 0); NaN stays NaN.</summary>
internal unsafe struct RectifierForward<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Store(Y + i, TSimd.Rectify(TSimd.Load(X + i)));
}
