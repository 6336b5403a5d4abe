using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace MlPipelines.UnitTests.Data.Images;

/// <summary>Makes the content of picture files.</summary>
internal static class PictureFiles
{
    /// <summary>8x8 pixels, all red, as CMYK with Adobe's marker; made with Pillow 9.4.</summary>
    public static byte[] CmykJpeg => Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBKUVJP/8AA"
        + "FAgACAAIBEMRAE0RAFkRAEsRAP/EABQAAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/AE4YDAnP/9k=");

    /// <summary>4x4 pixels, a red frame and a blue one; made with Pillow 9.4.</summary>
    public static byte[] AnimatedGif => Convert.FromBase64String(
        "R0lGODlhBAAEAIEAAP8AAAAAAAAAAAAAACH5BAAKAAAALAAAAAAEAAQAAAgJAAEIHEiwIICAACH5BAAKAAAALAAAAAAEAAQAgQAA/wAAAAAAAAAAAAgJAAEIHEiw"
        + "IICAADs=");

    /// <summary>4x4 pixels, a red frame and a blue one; made with Pillow 9.4.</summary>
    public static byte[] AnimatedWebp => Convert.FromBase64String(
        "UklGRoQAAABXRUJQVlA4WAoAAAACAAAAAwAAAwAAQU5JTQYAAAAAAAAAAABBTk1GKAAAAAAAAAAAAAMAAAMAAGQAAAJWUDhMDwAAAC8DwAAABxD9j/4HIqL/AQBB"
        + "Tk1GKAAAAAAAAAAAAAMAAAMAAGQAAABWUDhMDwAAAC8DwAAABxDR//4HIqL/AQA=");

    /// <summary>A picture of one colour.</summary>
    public static byte[] Plain(int width, int height, SKColor colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png) =>
        Encode(width, height, (_, _) => colour, format);

    /// <summary>A picture with a red, a green, a white and a blue quarter: above left, above right, below left, below right.</summary>
    public static byte[] Quarters(int width, int height, SKEncodedImageFormat format) => Encode(
        width, height,
        (x, y) => y < height / 2 ? (x < width / 2 ? SKColors.Red : SKColors.Lime) : x < width / 2 ? SKColors.White : SKColors.Blue, format);

    /// <summary>A picture of waves, different for every number, with nothing regular that a hash could mistake.</summary>
    public static byte[] Waves(int number, int width, int height, SKEncodedImageFormat format, int quality = 95)
    {
        var random = new Random(number);
        double[] pitch = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble() * 24 - 12)];
        return Encode(width, height, (x, y) => new SKColor(Wave(0, x, y), Wave(3, x, y), Wave(6, x, y)), format, quality);

        byte Wave(int at, int x, int y) => (byte)(128 + 60 * Math.Sin(pitch[at] * x / width + pitch[at + 1] * y / height + pitch[at + 2])
            + 60 * Math.Sin(pitch[9] * x / width + pitch[10] * y / height + pitch[11]));
    }

    public static byte[] Encode(int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format, int quality = 95)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, colour(x, y));
        }

        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    /// <summary>A PNG file written by hand.</summary>
    /// <param name="bitDepth">Bits of a channel.</param>
    /// <param name="colourType">0 grey, 2 colour, 3 palette, 4 grey with alpha.</param>
    /// <param name="rows">Pixels as they stand in the file, each row after a filter byte of 0.</param>
    /// <param name="palette">Red, green and blue of each entry.</param>
    public static byte[] Png(int width, int height, byte bitDepth, byte colourType, byte[] rows, byte[]? palette = null)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bitDepth, colourType);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        return [
            0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, .. Chunk("IHDR", header), .. palette is null ? [] : Chunk("PLTE", palette),
            .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>A BMP file with 24 bits a pixel.</summary>
    public static byte[] Bmp(int width, int height, byte red, byte green, byte blue)
    {
        var stride = (3 * width + 3) / 4 * 4;
        var file = new byte[54 + stride * height];
        (file[0], file[1], file[10], file[14], file[26], file[28]) = ((byte)'B', (byte)'M', 54, 40, 1, 24);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                ((byte[])[blue, green, red]).CopyTo(file, 54 + y * stride + 3 * x);
        }

        return file;
    }

    /// <summary>A JPEG file with an EXIF block that holds the orientation alone.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif = [
            0xff, 0xe1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0,
            0];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    private static byte[] Chunk(string kind, byte[] content)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(kind), .. content];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(named));
        return chunk;
    }

    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
        }

        return ~crc;
    }
}
