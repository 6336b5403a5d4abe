using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// How rows are divided into tiles: of 12 rows on machines with many registers, the rest in one or two of 8, of 8 elsewhere. Only the last tile may
/// hang over the edge.
/// </summary>
internal static class TileHeights<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Short = ProductTile<TSimd, TVector, T>.Rows;
    private const int Tall = ProductTallTile<TSimd, TVector, T>.Rows;

    /// <summary>The most rows that a tile has.</summary>
    public static int Maximum => TSimd.ManyRegisters ? Tall : Short;

    /// <summary>The height of the next tile when this many rows are left, 1 at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Next(int left) => TSimd.ManyRegisters && left > Short && left != 2 * Short ? Tall : Short;

    /// <summary>The rows that whole tiles cover; those behind them are part of a tile that hangs over the edge.</summary>
    public static int Whole(int rows)
    {
        if (!TSimd.ManyRegisters)
            return rows / Short * Short;
        var rest = rows % Tall;
        return rest is 0 or Short || (rest == 2 * Short - Tall && rows >= 2 * Short) ? rows : rows - rest;
    }
}
