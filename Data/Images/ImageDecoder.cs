using System.Runtime.InteropServices;
using SkiaSharp;

namespace MlPipelines.Data.Images;

/// <summary>
/// Reads the content of one JPEG, PNG, BMP, WebP or GIF file and brings it to the wanted size. The kind is found by content. It keeps its
/// buffers, so one thread at a time may use it.
/// </summary>
/// <remarks>
/// Colours are taken as they stand in the file; colour profiles are not applied. Grey becomes three equal planes; CMYK becomes RGB; 16-bit
/// channels keep their upper 8 bits; what is transparent shows white; of an animation the first frame is read. The EXIF orientation of
/// JPEG is applied; that of PNG, which hardly a program writes, is not. JPEG has no checksum: bytes that are wrong but make sense
/// give wrong pixels and no error.
/// </remarks>
internal sealed class ImageDecoder
{
    /// <summary>A buffer above this many bytes is not kept for the next picture.</summary>
    private const int KeptBytes = 1 << 25;

    private readonly Resampler _resampler = new();
    private byte[] _pixels = [];
    private byte[] _stored = [];

    /// <summary>Decodes, lays on white, resamples and turns a picture.</summary>
    /// <param name="file">The content of the file.</param>
    /// <param name="options">The size and the limits.</param>
    /// <param name="planes">The result, [3, size, size].</param>
    /// <exception cref="InvalidDataException">It is not a picture that can be read; the message is the reason, a part of a
    /// sentence.</exception>
    public void Decode(ReadOnlySpan<byte> file, ImageOptions options, Span<byte> planes)
    {
        if (file.Length == 0)
            throw new InvalidDataException("the file is empty.");
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data) ?? throw new InvalidDataException(
            $"expected a JPEG, PNG, BMP, WebP or GIF picture, found content that starts with the bytes {Start(file)}, "
            + "or a damaged or cut off header.");
        CheckKind(codec, options);
        var (info, opaque) = Read(codec, options);
        var oriented = codec.EncodedOrigin is not (SKEncodedOrigin.TopLeft or 0);
        if (oriented && _stored.Length < planes.Length)
            _stored = new byte[planes.Length];
        var result = oriented ? _stored.AsSpan(0, planes.Length) : planes;
        _resampler.Resample(_pixels.AsSpan(0, info.BytesSize), info.Width, info.Height, opaque, options.Fit, options.Size, result);
        if (oriented)
            Orientation.Apply((int)codec.EncodedOrigin, result, options.Size, planes);
        if (_pixels.Length > KeptBytes)
            _pixels = [];
    }

    private static void CheckKind(SKCodec codec, ImageOptions options)
    {
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Bmp
            or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Gif))
        {
            throw new InvalidDataException(
                $"expected a JPEG, PNG, BMP, WebP or GIF picture, found {codec.EncodedFormat}, which is not supported: convert it.");
        }

        int width = codec.Info.Width, height = codec.Info.Height;
        if (width < 1 || height < 1)
            throw new InvalidDataException($"expected at least 1x1 pixels, found {width}x{height}.");
        if ((long)width * height > options.MaxPixels)
        {
            throw new InvalidDataException(
                $"expected at most {options.MaxPixels} pixels, found a header that says {width}x{height}: make the picture smaller, "
                    + "or raise MaxPixels.");
        }
    }

    /// <summary>Fills <c>_pixels</c> with red, green, blue and alpha.</summary>
    private (SKImageInfo Info, bool Opaque) Read(SKCodec codec, ImageOptions options)
    {
        var (width, height) = ScaledSize(codec, options);
        var opaque = codec.Info.AlphaType == SKAlphaType.Opaque;
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        if (_pixels.Length < info.BytesSize)
            _pixels = new byte[info.BytesSize];
        var pinned = GCHandle.Alloc(_pixels, GCHandleType.Pinned);
        SKCodecResult result;
        try
        {
            result = codec.GetPixels(info, pinned.AddrOfPinnedObject(), info.RowBytes, SKCodecOptions.Default);
        }
        finally
        {
            pinned.Free();
        }

        return result switch
        {
            SKCodecResult.Success => (info, opaque),
            SKCodecResult.IncompleteInput =>
                throw new InvalidDataException("the file ends before its picture does: it was cut short."),
            SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput =>
                throw new InvalidDataException("the picture's data are damaged or cut short."),
            _ => throw new InvalidDataException($"the picture cannot be decoded ({codec.EncodedFormat}, {result})."),
        };
    }

    /// <summary>
    /// The smallest size in which the codec gives the picture by itself and which is at least twice the wanted one, so that the filter
    /// still decides what is seen. JPEG can do it at little cost; others give the full size.
    /// </summary>
    private static (int Width, int Height) ScaledSize(SKCodec codec, ImageOptions options)
    {
        var full = codec.Info.Size;
        for (var eighths = 1; eighths < 8; eighths++)
        {
            var scaled = codec.GetScaledDimensions(eighths / 8f);
            if (Math.Min(scaled.Width, scaled.Height) >= 2 * options.Size && scaled.Width <= full.Width && scaled.Height <= full.Height)
                return (scaled.Width, scaled.Height);
        }

        return (full.Width, full.Height);
    }

    private static string Start(ReadOnlySpan<byte> file) => Convert.ToHexString(file[..Math.Min(8, file.Length)]);
}
