using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>A function of one number with its derivative.</summary>
internal interface IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the derivative jumps at 0.</summary>
    static abstract bool HasKink { get; }

    /// <summary>Whether the derivative needs x; else it can be told from y.</summary>
    static abstract bool NeedsArgument { get; }

    /// <summary>y = f(x).</summary>
    TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;

    /// <summary>dx = f'(x) · dy, given y = f(x); x is undefined unless the function <see cref="NeedsArgument"/>.</summary>
    TVector Backward<TSimd, TVector>(TVector x, TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}

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

/// <summary>dx = f'(x) · dy for whole buffers.</summary>
internal unsafe struct ActivationBackward<T, TActivation> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public TActivation Activation;

    /// <summary>May be null unless the function needs it.</summary>
    public T* X;

    public T* Y, DY, DX;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var x = TActivation.NeedsArgument ? TSimd.Load(X + i) : default;
        TSimd.Store(DX + i, Activation.Backward<TSimd, TVector>(x, TSimd.Load(Y + i), TSimd.Load(DY + i)));
    }
}
