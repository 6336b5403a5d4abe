using System.Buffers.Binary;
using System.IO.Compression;

namespace MlPipelines.Data.Files;

/// <summary>Opens a file, gzip-compressed or plain, by its content: servers and browsers unpack .gz files and keep the name.</summary>
internal static class ContentStream
{
    /// <exception cref="DataFileException">The file is there, but cannot be read.</exception>
    public static Stream Open(string path)
    {
        var file = OpenFile(path);
        try
        {
            Span<byte> start = stackalloc byte[2];
            var read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
            file.Position = 0;
            return read == 2 && start[0] == 0x1f && start[1] == 0x8b ? new CheckedGzipStream(file) : file;
        }
        catch (IOException exception)
        {
            file.Dispose();
            throw Unreadable(path, exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception)
            when (exception is IOException and not (FileNotFoundException or DirectoryNotFoundException) or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static DataFileException Unreadable(string path, Exception exception) =>
        new($"{path}: the file cannot be read: {exception.Message} Check its permissions and its disk.", exception) { File = path };
}

/// <summary>Decompresses a gzip file and throws when it was cut short, which <see cref="GZipStream"/> takes for its end.</summary>
/// <remarks>
/// A gzip file ends with the length of its content modulo 2³² (RFC 1952). A file of several members put together ends with the length of
/// the last one, and is refused too.
/// </remarks>
internal sealed class CheckedGzipStream : ForwardStream
{
    private const int ShortestFile = 18;

    private readonly uint? _expected;

    /// <summary>Takes over <paramref name="file"/>, at whose start the gzip stream starts.</summary>
    public CheckedGzipStream(FileStream file)
        : base(new GZipStream(file, CompressionMode.Decompress))
    {
        if (file.Length >= ShortestFile)
        {
            Span<byte> length = stackalloc byte[4];
            file.Position = file.Length - length.Length;
            file.ReadExactly(length);
            _expected = BinaryPrimitives.ReadUInt32LittleEndian(length);
        }

        file.Position = 0;
    }

    /// <exception cref="InvalidDataException">The content ended and is not as long as the file says.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = Content.Read(buffer);
        BytesRead += read;
        if (read == 0 && buffer.Length > 0 && (uint)BytesRead != _expected)
        {
            throw new InvalidDataException(_expected is { } expected
                ? $"the content ends after {BytesRead} bytes, and the file's end says {expected}: the file was cut short, "
                    + "or has several members"
                : "the file was cut short");
        }

        return read;
    }
}
