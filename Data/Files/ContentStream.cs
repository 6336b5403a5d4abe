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
internal sealed class CheckedGzipStream : Stream
{
    private const int ShortestFile = 18;

    private readonly GZipStream _content;
    private readonly uint? _expected;
    private long _read;

    /// <summary>Takes over <paramref name="file"/>, at whose start the gzip stream starts.</summary>
    public CheckedGzipStream(FileStream file)
    {
        if (file.Length >= ShortestFile)
        {
            Span<byte> length = stackalloc byte[4];
            file.Position = file.Length - length.Length;
            file.ReadExactly(length);
            _expected = BinaryPrimitives.ReadUInt32LittleEndian(length);
        }

        file.Position = 0;
        _content = new GZipStream(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The content ended and is not as long as the file says.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _content.Read(buffer);
        _read += read;
        if (read == 0 && buffer.Length > 0 && (uint)_read != _expected)
        {
            throw new InvalidDataException(_expected is { } expected
                ? $"the content ends after {_read} bytes, and the file's end says {expected}: the file was cut short, "
                    + "or has several members"
                : "the file was cut short");
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _content.Dispose();
        base.Dispose(disposing);
    }
}
