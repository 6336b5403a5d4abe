using System.IO.Compression;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Damage inside a gzip file, whose checksum then fits what is inside.</summary>
public static class GzipPacking
{
    /// <summary>Unpacks, damages and packs; a file that cannot be unpacked gets bytes damaged.</summary>
    public static Mutation Inside(Mutation inner) => (file, source) =>
    {
        if (Unpack(file) is not { } content)
            return ByteMutations.Any(file, source);
        var donor = Unpack(source.Donor);
        var inside = new MutationSource(source, donor ?? content);
        return Pack(inner(content, inside));
    };

    /// <summary>Packs content.</summary>
    public static byte[] Pack(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return stream.ToArray();
    }

    private static byte[]? Unpack(byte[] file)
    {
        if (file is not [0x1f, 0x8b, ..])
            return null;
        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
