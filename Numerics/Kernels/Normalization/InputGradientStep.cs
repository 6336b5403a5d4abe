using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>dx = factor · dy − meanGradient − (x − mean) · slope. The table holds mean, factor, meanGradient, slope.</summary>
internal unsafe struct InputGradientStep<T> : IPeriodicStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, DY, DX, Table;

    public int Period { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i, nint place)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var t = Table + place;
        var centred = TSimd.Subtract(TSimd.Load(t), TSimd.Load(X + i));
        var rest = TSimd.Subtract(TSimd.Multiply(centred, TSimd.Load(t + 3 * Period)), TSimd.Load(t + 2 * Period));
        TSimd.Store(DX + i, TSimd.MultiplyAdd(TSimd.Load(DY + i), TSimd.Load(t + Period), rest));
    }
}
