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
/// A gzip file is one member or several put together. Each ends with the length of its content modulo 2³² (RFC 1952): the lengths of all
/// add up to what was read, unless the file was cut short.
/// </remarks>
internal sealed class CheckedGzipStream : ForwardStream
{
    private const int ShortestFile = 18;

    private readonly FileStream _file;
    private readonly uint? _expected;

    /// <summary>Takes over <paramref name="file"/>, at whose start the gzip stream starts.</summary>
    public CheckedGzipStream(FileStream file)
        : base(new GZipStream(file, CompressionMode.Decompress))
    {
        _file = file;
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
        if (read == 0 && buffer.Length > 0 && (uint)BytesRead != _expected
            && (_expected is null || !GzipMembers.AddUpTo((uint)BytesRead, _file.Name, _expected.Value)))
        {
            throw new InvalidDataException(_expected is { } expected
                ? $"the content ends after {BytesRead} bytes, and the file's end says {expected}: the file was cut short"
                : "the file was cut short");
        }

        return read;
    }
}

/// <summary>The lengths that the members of a gzip file say they have.</summary>
internal static class GzipMembers
{
    private const int MostTried = 2000;
    private const int HeaderLength = 4;
    private const int LengthBytes = 4;

    /// <summary>
    /// Whether the lengths of the members add up to a number of bytes modulo 2³². What looks like a member's header can be compressed data:
    /// up to two such places are left out.
    /// </summary>
    /// <param name="bytes">What was read.</param>
    /// <param name="path">The file.</param>
    /// <param name="last">The length that the last member says it has.</param>
    public static bool AddUpTo(uint bytes, string path, uint last)
    {
        var lengths = LengthsBeforeHeaders(path);
        var excess = lengths.Aggregate(last, (sum, length) => sum + length) - bytes;
        if (excess == 0)
            return true;
        if (lengths.Count > MostTried)
            return false;
        for (var i = 0; i < lengths.Count; i++)
        {
            if (lengths[i] == excess)
                return true;
            for (var j = i + 1; j < lengths.Count; j++)
            {
                if (lengths[i] + lengths[j] == excess)
                    return true;
            }
        }

        return false;
    }

    /// <summary>The four bytes before each place, but the first, where a header seems to start.</summary>
    private static List<uint> LengthsBeforeHeaders(string path)
    {
        using var file = File.OpenRead(path);
        var lengths = new List<uint>();
        var buffer = new byte[1 << 16];
        int kept = 0, read;
        while ((read = file.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var window = buffer.AsSpan(0, kept + read);
            for (var at = LengthBytes; at + HeaderLength <= window.Length; at++)
            {
                if (window[at..] is [0x1f, 0x8b, 8, < 0x20, ..])
                    lengths.Add(BinaryPrimitives.ReadUInt32LittleEndian(window[(at - LengthBytes)..]));
            }

            kept = Math.Min(window.Length, LengthBytes + HeaderLength - 1);
            window[^kept..].CopyTo(buffer);
        }

        return lengths;
    }
}
