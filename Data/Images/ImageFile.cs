using MlPipelines.Data.Files;

namespace MlPipelines.Data.Images;

/// <summary>Single pictures as pixels, for a prediction: the same pixels as the data sets of <c>ImageData</c> have.</summary>
public static class ImageFile
{
    /// <summary>The greatest number of bytes of a picture file.</summary>
    public const long MaxBytes = 256L << 20;

    /// <summary>Reads a JPEG, PNG, BMP, WebP or GIF file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Size and limits; null for the defaults.</param>
    /// <returns>Red, green and blue plane, [3, size, size], row-major.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFileException">The file is not a picture, is damaged or is too large; the message names it.</exception>
    public static byte[] Read(string path, ImageOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {path}.", path);
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFileException($"{path}: the file cannot be read: {e.Message} Check its permissions and its disk.", e)
            {
                File = path,
            };
        }
    }

    /// <summary>Reads a picture from a stream, to the stream's end.</summary>
    /// <param name="stream">The content of the file.</param>
    /// <param name="name">How errors name it.</param>
    /// <param name="options">Size and limits; null for the defaults.</param>
    /// <returns>Red, green and blue plane, [3, size, size], row-major.</returns>
    /// <exception cref="DataFileException">It is not a picture, is damaged or is too large.</exception>
    public static byte[] Read(Stream stream, string name, ImageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new ImageOptions();
        options.Validate();
        var planes = new byte[options.Length];
        try
        {
            new ImageDecoder().Decode(BoundedContent.Read(stream, null, MaxBytes), options, planes);
        }
        catch (InvalidDataException e)
        {
            throw new DataFileException($"{name}: {e.Message}", e) { File = name };
        }

        return planes;
    }
}

/// <summary>Reads content into memory, up to a limit.</summary>
internal static class BoundedContent
{
    private const int FirstBytes = 1 << 20;

    /// <summary>All of a stream.</summary>
    /// <param name="stream">The stream, read to its end.</param>
    /// <param name="length">How long it says that it is; null where it does not say.</param>
    /// <param name="most">The greatest number of bytes.</param>
    /// <exception cref="InvalidDataException">It is longer, or not as long as it says.</exception>
    public static byte[] Read(Stream stream, long? length, long most)
    {
        if (length > most)
            throw TooLong($"{length}", most);
        if (length is { } known)
        {
            if (known is < 0 or > int.MaxValue / 2)
                throw TooLong($"{known}", int.MaxValue / 2);
            // Grown as the content comes, so that a header that promises much cannot take the memory for it.
            var content = new byte[Math.Min(known, FirstBytes)];
            var read = 0;
            while ((read += stream.ReadAtLeast(content.AsSpan(read), content.Length - read, throwOnEndOfStream: false)) == content.Length
                && read < known)
            {
                Array.Resize(ref content, (int)Math.Min(known, 2L * content.Length));
            }

            if (read < known || stream.ReadByte() >= 0)
                throw new InvalidDataException($"expected {known} bytes, found {(read < known ? $"{read}" : "more")}.");
            return content;
        }

        using var buffer = new MemoryStream();
        var piece = new byte[1 << 16];
        for (int read; (read = stream.Read(piece)) > 0;)
        {
            if (buffer.Length + read > most)
                throw TooLong("more", most);
            buffer.Write(piece, 0, read);
        }

        return buffer.ToArray();
    }

    private static InvalidDataException TooLong(string found, long most) => new($"expected at most {most} bytes, found {found}.");
}
