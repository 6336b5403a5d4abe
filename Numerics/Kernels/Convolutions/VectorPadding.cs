using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>Rounds channels up to whole tiles of any vector width, and then some: a tile of two vectors may read one vector more than there are channels.</summary>
internal static class VectorPadding
{
    private const int TileBytes = 128;

    /// <summary>The next multiple of two 512-bit vectors.</summary>
    public static unsafe int Of<T>(int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (channels + TileBytes / sizeof(T) - 1) / (TileBytes / sizeof(T)) * (TileBytes / sizeof(T));
}
