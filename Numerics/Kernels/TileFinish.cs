using System.Numerics;

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
}
