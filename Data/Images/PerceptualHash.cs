using System.Numerics;
using MlPipelines.Numerics.Images;

namespace MlPipelines.Data.Images;

/// <summary>
/// A hash of what a picture shows: 64 bits that change little when it is scaled, compressed again, or made brighter. The picture is made
/// grey and brought to 9x8 pixels; each bit says whether a pixel is brighter than its right neighbour (the difference hash of
/// N. Krawetz, 2013).
/// </summary>
public static class PerceptualHash
{
    private const int Across = 9;
    private const int Down = 8;

    /// <summary>Hashes a picture.</summary>
    /// <param name="planes">The pixels, [channels, height, width]; three channels are red, green and blue.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="width">Columns of pixels.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public static ulong Of(ReadOnlySpan<float> planes, int channels, int height, int width)
    {
        if (channels is not (1 or 3) || height < 1 || width < 1 || planes.Length != (long)channels * height * width)
        {
            throw new ArgumentException(
                $"Expected the pixels of a picture with 1 or 3 channels, found {planes.Length} values for {channels}x{height}x{width}.",
                nameof(planes));
        }

        return new PerceptualHasher(channels, height, width).Of(planes);
    }

    /// <summary>The number of bits in which two hashes differ, 0 to 64.</summary>
    public static int Distance(ulong first, ulong second) => BitOperations.PopCount(first ^ second);

    /// <summary>Hashes many pictures of one shape.</summary>
    internal sealed class PerceptualHasher(int channels, int height, int width)
    {
        private readonly TriangleFilter _columns = new(width, 0, width, Across);
        private readonly TriangleFilter _rows = new(height, 0, height, Down);

        public ulong Of(ReadOnlySpan<float> planes)
        {
            Span<double> small = stackalloc double[Down * Across];
            small.Clear();
            var size = height * width;
            for (var down = 0; down < Down; down++)
            {
                var rowWeights = _rows.Weights(down);
                for (var across = 0; across < Across; across++)
                {
                    var weights = _columns.Weights(across);
                    double sum = 0;
                    for (var y = 0; y < rowWeights.Length; y++)
                    {
                        var start = (_rows.First(down) + y) * width + _columns.First(across);
                        double line = 0;
                        for (var x = 0; x < weights.Length; x++)
                            line += weights[x] * Grey(planes, start + x, size);
                        sum += rowWeights[y] * line;
                    }

                    small[down * Across + across] = sum;
                }
            }

            ulong hash = 0;
            for (var bit = 0; bit < 64; bit++)
            {
                var at = bit / Down * Across + bit % Down;
                if (small[at] > small[at + 1])
                    hash |= 1UL << bit;
            }

            return hash;
        }

        /// <summary>The brightness of a pixel (ITU-R BT.601).</summary>
        private double Grey(ReadOnlySpan<float> planes, int at, int size) =>
            channels == 1 ? planes[at] : 0.299 * planes[at] + 0.587 * planes[at + size] + 0.114 * planes[at + 2 * size];
    }
}
