using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>1 / (1 + exp(−x)); derivative y (1 − y).</summary>
internal readonly struct LogisticFunction<T> : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var one = TSimd.Create(T.One);
        return TSimd.Divide(one, TSimd.Add(one, Exponential.Exp<TSimd, TVector, T>(TSimd.Subtract(TSimd.Create(T.Zero), x))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.Multiply(dy, TSimd.Multiply(y, TSimd.Subtract(TSimd.Create(T.One), y)));
}
