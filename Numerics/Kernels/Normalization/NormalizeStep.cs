using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>y = (x − mean) · factor + shift [+ addend], then max(·, 0) when rectified. The table holds mean, factor, shift.</summary>
internal unsafe struct NormalizeStep<T> : IPeriodicStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, Addend, Y, Table;
    public bool Rectify;

    public int Period { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i, nint place)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var t = Table + place;
        var y = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(X + i), TSimd.Load(t)), TSimd.Load(t + Period), TSimd.Load(t + 2 * Period));
        if (Addend != null)
            y = TSimd.Add(y, TSimd.Load(Addend + i));
        if (Rectify)
            y = TSimd.Rectify(y);
        TSimd.Store(Y + i, y);
    }
}
