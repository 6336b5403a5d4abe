using System.Buffers.Binary;

namespace MlPipelines.Data.Files;

/// <summary>Reads IDX files of unsigned bytes (the format of MNIST), gzip-compressed or plain.</summary>
/// <remarks>
/// Layout: two zero bytes, the type (8 for unsigned bytes), the number of dimensions, each dimension as a big-endian Int32, then the
/// values, the last dimension fastest. Source: Y. LeCun, "The MNIST database of handwritten digits".
/// </remarks>
internal static class IdxReader
{
    private const int UnsignedByte = 8;

    /// <summary>Reads a file with <paramref name="dimensionCount"/> dimensions; every length is checked before it is believed.</summary>
    /// <exception cref="DataFileException">The file is not such an IDX file, ends early, or goes on after its values.</exception>
    public static IdxArray Read(string path, int dimensionCount)
    {
        using var content = ContentStream.Open(path);
        try
        {
            return Read(content, path, dimensionCount);
        }
        catch (InvalidDataException e)
        {
            throw Error(path, null, $"a damaged gzip stream ({e.Message}). {Remedy}", e);
        }
    }

    private const string Remedy = "Get the file again from its source.";

    private static IdxArray Read(Stream content, string path, int dimensionCount)
    {
        var header = new byte[4 + 4 * dimensionCount];
        var read = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        CheckMagic(header.AsSpan(0, Math.Min(read, 4)), path, dimensionCount);
        if (read < header.Length)
            throw Error(path, read, $"the file ends after {read} bytes, within its header of {header.Length}. {Remedy}");

        var dimensions = new int[dimensionCount];
        long size = 1;
        for (var i = 0; i < dimensionCount; i++)
        {
            var offset = 4 + 4 * i;
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(offset));
            if (dimensions[i] < 1)
                throw Error(path, offset, $"expected dimension {i + 1} to be at least 1, found {dimensions[i]}. {Remedy}");
            if (size > Array.MaxLength / dimensions[i])
            {
                throw Error(
                    path, offset, $"dimensions {string.Join(" x ", dimensions[..(i + 1)])} are more than the {Array.MaxLength} values that "
                        + $"fit in memory. {Remedy}");
            }

            size *= dimensions[i];
        }

        return new IdxArray(dimensions, ReadValues(content, path, header, (int)size), header);
    }

    private static byte[] ReadValues(Stream content, string path, byte[] header, int size)
    {
        // Grown as the content comes, so that a header that promises gigabytes cannot take them.
        var values = new byte[Math.Min(size, 1 << 20)];
        var read = 0;
        while (true)
        {
            var got = content.ReadAtLeast(values.AsSpan(read), values.Length - read, throwOnEndOfStream: false);
            read += got;
            if (read < values.Length)
                throw Error(path, header.Length + read, $"the file ends after {read} of {size} values. {Remedy}");
            if (read == size)
                break;
            Array.Resize(ref values, (int)Math.Min(size, Math.Max(2L * values.Length, 1 << 24)));
        }

        if (content.ReadByte() >= 0)
            throw Error(path, header.Length + size, $"expected the end of the file after {size} values, found more bytes. {Remedy}");
        return values;
    }

    private static void CheckMagic(ReadOnlySpan<byte> magic, string path, int dimensionCount)
    {
        byte[] expected = [0, 0, UnsignedByte, (byte)dimensionCount];
        if (magic.SequenceEqual(expected))
            return;
        var found = magic.Length == 0 ? "an empty file" : Convert.ToHexStringLower(magic);
        var what = dimensionCount == 3 ? "images" : "labels";
        throw Error(
            path, 0, $"expected the IDX magic number {Convert.ToHexStringLower(expected)} ({what}: unsigned bytes, {dimensionCount} "
                + $"dimension{(dimensionCount == 1 ? "" : "s")}), found {found}. This is not such a file, or the names of two files were "
                + "exchanged.");
    }

    internal static DataFileException Error(string path, long? offset, string text, Exception? inner = null) =>
        new($"{path}{(offset is null ? "" : $", offset {offset}")}: {text}", inner) { File = path, Offset = offset };
}

/// <summary>The content of an IDX file of unsigned bytes.</summary>
/// <param name="Dimensions">The lengths, the slowest first: [count] or [count, height, width].</param>
/// <param name="Values">The values, the last dimension fastest.</param>
/// <param name="Header">The bytes before the values, for checksums over the whole content.</param>
internal sealed record IdxArray(int[] Dimensions, byte[] Values, byte[] Header);
