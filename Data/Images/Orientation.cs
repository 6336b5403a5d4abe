namespace MlPipelines.Data.Images;

/// <summary>
/// Turns and mirrors square pictures. A camera stores the picture as its sensor saw it, with a number from 1 to 8 that says how it is to be
/// shown (the orientation of EXIF 2.3, tag 0x0112): which edges the first stored row and the first stored column are.
/// </summary>
internal static class Orientation
{
    /// <summary>Brings stored pixels to how they are shown.</summary>
    /// <param name="orientation">1 to 8; 1 leaves the picture as it is, 3 turns it upside down, 6 turns it to the right.</param>
    /// <param name="stored">The planes as stored, [channels, size, size].</param>
    /// <param name="size">Height and width.</param>
    /// <param name="shown">The result, as long as <paramref name="stored"/>; another place in memory.</param>
    public static void Apply(int orientation, ReadOnlySpan<byte> stored, int size, Span<byte> shown)
    {
        var last = size - 1;
        for (var plane = 0; plane < stored.Length; plane += size * size)
        {
            for (var y = 0; y < size; y++)
            {
                for (var x = 0; x < size; x++)
                {
                    var (row, column) = orientation switch
                    {
                        2 => (y, last - x),
                        3 => (last - y, last - x),
                        4 => (last - y, x),
                        5 => (x, y),
                        6 => (last - x, y),
                        7 => (last - x, last - y),
                        8 => (x, last - y),
                        _ => (y, x),
                    };
                    shown[plane + y * size + x] = stored[plane + row * size + column];
                }
            }
        }
    }
}
