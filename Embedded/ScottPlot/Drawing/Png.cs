using System.Buffers.Binary;
using System.IO.Compression;

namespace ScottPlot.Drawing;

/// <summary>Pixels as a PNG file (ISO/IEC 15948), four bytes each, without filters.</summary>
internal static class Png
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file of pixels [rows, columns], the first row at the top.</summary>
    public static byte[] Of(Color[,] pixels)
    {
        int height = pixels.GetLength(0), width = pixels.GetLength(1);
        var raw = new byte[height * ((4 * width) + 1)];
        int at = 0;
        for (int y = 0; y < height; y++)
        {
            at++; // no filter
            for (int x = 0; x < width; x++)
            {
                var color = pixels[y, x];
                raw[at++] = color.Red;
                raw[at++] = color.Green;
                raw[at++] = color.Blue;
                raw[at++] = color.Alpha;
            }
        }

        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8; // bits
        head[9] = 6; // red, green, blue, alpha
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, head);
        WriteChunk(file, "IDAT"u8, Compressed(raw));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compressed(byte[] raw)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.SmallestSize))
            zlib.Write(raw);
        return stream.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> kind, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return crc;
    }
}
