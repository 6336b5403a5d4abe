using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>A function of one number and its derivative, both told from its argument.</summary>
internal interface IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the derivative jumps at 0.</summary>
    static abstract bool HasKink { get; }

    /// <summary>f(x).</summary>
    TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;

    /// <summary>f'(x).</summary>
    TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}

/// <summary>An activation whose derivative is told from its value, as a function of its argument.</summary>
internal readonly struct OfArgument<T, TActivation>(TActivation activation) : IFunction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public static bool HasKink => typeof(TActivation) == typeof(Rectifier<T>) || typeof(TActivation) == typeof(LeakyRectifier<T>);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => activation.Forward<TSimd, TVector>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Derivative<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => activation.Backward<TSimd, TVector>(activation.Forward<TSimd, TVector>(x), TSimd.Create(T.One));
}

/// <summary>y = f(x) for whole buffers.</summary>
internal unsafe struct FunctionForward<T, TFunction> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IFunction<T>
{
    public TFunction Function;
    public T* X, Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Store(Y + i, Function.Value<TSimd, TVector>(TSimd.Load(X + i)));
}

/// <summary>dx = f'(x) · dy for whole buffers.</summary>
internal unsafe struct FunctionBackward<T, TFunction> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IFunction<T>
{
    public TFunction Function;
    public T* X, DY, DX;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct =>
        TSimd.Store(DX + i, TSimd.Multiply(Function.Derivative<TSimd, TVector>(TSimd.Load(X + i)), TSimd.Load(DY + i)));
}
