using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Activations;

/// <summary>x above 0, slope · x else, with a slope above 0, so that y has the sign of x; the derivative at 0 is the slope.</summary>
internal readonly struct LeakyRectifier<T>(T slope) : IActivation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Forward<TSimd, TVector>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.SelectGreater(x, TSimd.Create(T.Zero), x, TSimd.Multiply(TSimd.Create(slope), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Backward<TSimd, TVector>(TVector y, TVector dy)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct => TSimd.SelectGreater(y, TSimd.Create(T.Zero), dy, TSimd.Multiply(TSimd.Create(slope), dy));
}
