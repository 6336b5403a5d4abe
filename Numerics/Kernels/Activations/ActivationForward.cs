using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>y = f(x) for whole buffers.</summary>
internal unsafe struct ActivationForward<T, TActivation> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public TActivation Activation;
    public T* X, Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Store(Y + i, Activation.Forward<TSimd, TVector>(TSimd.Load(X + i)));
}
