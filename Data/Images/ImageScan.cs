using System.Buffers.Binary;
using System.Security.Cryptography;
using MlPipelines.Data.Files;

namespace MlPipelines.Data.Images;

/// <summary>A picture file with a hash of its content.</summary>
/// <param name="Entry">The file.</param>
/// <param name="Hash">SHA-256 of its content, or null where it cannot be read.</param>
internal sealed record ScannedImage(ImageEntry Entry, byte[]? Hash)
{
    /// <summary>
    /// A number in [0, 1) that depends on the content and the seed alone: the first 53 bits of SHA-256 over the seed and the content's
    /// hash. Where the content cannot be read, the name takes its place.
    /// </summary>
    public double Position(int seed)
    {
        Span<byte> text = stackalloc byte[4 + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32LittleEndian(text, seed);
        (Hash ?? SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Entry.Name))).CopyTo(text[4..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}

/// <summary>What a source holds: pictures with part, class and hash, and what is not a picture.</summary>
/// <param name="Images">The pictures.</param>
/// <param name="Others">The files whose extension is not a picture's.</param>
/// <param name="EmptyClasses">Folders that stand where a class's folder would and have no picture.</param>
internal sealed record ImageScan(IReadOnlyList<ScannedImage> Images, IReadOnlyList<string> Others, IReadOnlyList<string> EmptyClasses)
{
    /// <summary>Walks through a source once.</summary>
    /// <exception cref="DataFileException">It is damaged, has two files of one name, or is not laid out as it should be.</exception>
    public static ImageScan Of(ImageSource source, CancellationToken cancellationToken)
    {
        var images = new List<string>();
        var hashes = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        var folders = new List<string>();
        var others = new List<string>();
        foreach (var entry in source.Walk())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.IsFolder)
            {
                folders.Add(entry.Name);
            }
            else if (!ImageLayout.IsImageName(entry.Name))
            {
                others.Add(entry.Name);
            }
            else if (hashes.TryAdd(entry.Name, HashOf(entry)))
            {
                images.Add(entry.Name);
            }
            else
            {
                throw new DataFileException($"{source.Label(entry.Name)}: expected each name once, found it twice. Pack it again.")
                {
                    File = source.Path,
                };
            }
        }

        var layout = ImageLayout.Of(source.Path, images, folders);
        return new ImageScan(
            [.. layout.Entries.Select(entry => new ScannedImage(entry, hashes[entry.Name]))], others, layout.EmptyClasses);
    }

    private static byte[]? HashOf(SourceEntry entry)
    {
        try
        {
            return SHA256.HashData(entry.Read());
        }
        catch (InvalidDataException)
        {
            // The reading that follows finds it again, and says it.
            return null;
        }
    }
}
