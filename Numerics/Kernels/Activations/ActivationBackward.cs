using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>dx = f'(x) · dy for whole buffers.</summary>
internal unsafe struct ActivationBackward<T, TActivation> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public TActivation Activation;
    public T* Y, DY, DX;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Store(DX + i, Activation.Backward<TSimd, TVector>(TSimd.Load(Y + i), TSimd.Load(DY + i)));
}
