using SkiaSharp;

namespace MlPipelines.HostileFiles.Seeds;

/// <summary>Small pictures of every format that is read.</summary>
internal static class PictureSeeds
{
    /// <summary>A GIF of 2 x 2 pixels, written by hand: header, palette of 4 colours, one image.</summary>
    private static readonly byte[] Gif =
    [
        .. "GIF89a"u8, 2, 0, 2, 0, 0x91, 0, 0, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, 0x44, 0x34,
        0x05, 0, 0x3b,
    ];

    /// <summary>The pictures with names whose ending is that of their format.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> All { get; } =
    [
        ("a.png", Encode(24, 20, SKEncodedImageFormat.Png)), ("b.jpg", WithOrientation(Encode(40, 24, SKEncodedImageFormat.Jpeg))),
        ("c.webp", Encode(24, 24, SKEncodedImageFormat.Webp)), ("d.gif", Gif), ("e.bmp", Bmp(7, 5)),
    ];

    /// <summary>A picture of waves.</summary>
    public static byte[] Encode(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                bitmap.SetPixel(x, y, new SKColor((byte)(x * 9), (byte)(y * 11), (byte)(x * y), (byte)(255 - (x % 3))));
        }

        using var data = bitmap.Encode(format, 80);
        return data.ToArray();
    }

    /// <summary>A JPEG with an EXIF segment that turns it.</summary>
    private static byte[] WithOrientation(byte[] jpeg)
    {
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], 0xff, 0xe1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>A BMP of 24 bits a pixel.</summary>
    private static byte[] Bmp(int width, int height)
    {
        var row = ((3 * width) + 3) / 4 * 4;
        byte[] pixels = [.. Enumerable.Range(0, row * height).Select(i => (byte)(i * 7))];
        return
        [
            .. "BM"u8, .. BitConverter.GetBytes(54 + pixels.Length), 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0,
            .. BitConverter.GetBytes(width), .. BitConverter.GetBytes(height), 1, 0, 24, 0, 0, 0, 0, 0,
            .. BitConverter.GetBytes(pixels.Length), .. new byte[16], .. pixels,
        ];
    }
}
