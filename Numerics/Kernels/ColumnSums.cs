using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Sums over the rows of a row-major matrix.</summary>
internal static class ColumnSums
{
    /// <summary>sums[j] = Σᵢ values[i, j], rows in ascending order. Overwrites sums.</summary>
    public static void Compute<T>(ReadOnlySpan<T> values, int columns, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.Clear();
        for (var start = 0; start < values.Length; start += columns)
        {
            for (var j = 0; j < columns; j++)
                sums[j] += values[start + j];
        }
    }
}
