using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>
/// Channel values repeated until they fill whole vectors of any width: rows of 10 channels are then read 8 at a time as 80 elements, and no row has
/// a remainder of its own.
/// </summary>
internal static unsafe class ChannelPeriod
{
    private const int VectorBytes = 64;
    private const int MinimumVectors = 4;

    /// <summary>The least multiple of the channels that is a multiple of a 512-bit vector, and not shorter than four of them.</summary>
    public static int Of<T>(int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var vector = VectorBytes / sizeof(T);
        var whole = channels / (int)BigInteger.GreatestCommonDivisor(channels, vector) * vector;
        return whole * Math.Max(1, (MinimumVectors * vector + whole - 1) / whole);
    }

    /// <summary>Fills each of the table's rows, [rows, period], with repetitions of its first channels.</summary>
    public static void Repeat<T>(T* table, int channels, int period, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = table; row < table + (nint)rows * period; row += period)
        {
            for (var at = channels; at < period; at++)
                row[at] = row[at - channels];
        }
    }
}
