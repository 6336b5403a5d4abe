using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>How a tile begins and ends.</summary>
/// <param name="continue">Start from the sums that C holds, else from 0.</param>
/// <param name="bias">Added to every row, one value per column of the tile; null for none.</param>
/// <param name="rectify">Then take max(·, 0).</param>
internal readonly unsafe struct TileFinish<T>(bool @continue, T* bias, bool rectify)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public bool Continue { get; } = @continue;

    public T* Bias { get; } = bias;

    public bool Rectify { get; } = rectify;

    /// <summary>A row of sums, two vectors wide, goes to C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TSimd, TVector>(T* c, TVector first, TVector second)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        if (Bias != null)
        {
            first = TSimd.Add(first, TSimd.Load(Bias));
            second = TSimd.Add(second, TSimd.Load(Bias + TSimd.Count));
        }
        if (Rectify)
        {
            first = TSimd.Rectify(first);
            second = TSimd.Rectify(second);
        }
        TSimd.Store(c, first);
        TSimd.Store(c + TSimd.Count, second);
    }

    /// <summary>A row of sums, one vector wide, goes to C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TSimd, TVector>(T* c, TVector value)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        if (Bias != null)
            value = TSimd.Add(value, TSimd.Load(Bias));
        if (Rectify)
            value = TSimd.Rectify(value);
        TSimd.Store(c, value);
    }
}
