using System.Buffers.Binary;

namespace MlPipelines.Reporting.Results;

/// <summary>A picture of few pixels, as a page carries it in itself.</summary>
/// <param name="Source">The PNG as the address of an image element.</param>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Height">Rows of pixels.</param>
public sealed record SmallPicture(string Source, int Width, int Height)
{
    private static readonly byte[] Signature = [0x89, .. "PNG\r\n\x1a\n"u8];

    /// <summary>Reads a PNG file; null where there is none. Its size is in its first chunk (PNG, third edition, 11.2.1).</summary>
    public static SmallPicture? Find(string path)
    {
        if (!File.Exists(path))
            return null;
        var file = File.ReadAllBytes(path);
        if (file.Length < 24 || !file.AsSpan().StartsWith(Signature))
            return null;
        return new(
            $"data:image/png;base64,{Convert.ToBase64String(file)}", BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)),
            BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
    }
}
