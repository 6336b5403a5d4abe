using MlPipelines.Data.Files;

namespace MlPipelines.Data.Images;

/// <summary>One entry of a source: a file, or a folder. Its content can be read until the next entry is asked for.</summary>
/// <param name="name">The path in the source, with slashes.</param>
/// <param name="isFolder">True for a folder.</param>
/// <param name="read">Reads the content; a reason as an <see cref="InvalidDataException"/> where it cannot be had.</param>
internal sealed class SourceEntry(string name, bool isFolder, Func<byte[]>? read = null)
{
    public string Name { get; } = name;

    public bool IsFolder { get; } = isFolder;

    /// <exception cref="InvalidDataException">The content is too long, cut short or not there; the message is the reason.</exception>
    public byte[] Read() => read is null ? throw new InvalidOperationException("A folder has no content.") : read();
}

/// <summary>
/// Files with pictures: a folder, a tar archive (compressed by gzip or not) or a zip archive. It is walked through from front to back, once
/// to see what there is, once to read. Nothing is unpacked to the disk, so paths in an archive can lead nowhere.
/// </summary>
internal abstract class ImageSource(string path, SourceLimits limits)
{
    /// <summary>The folder or archive.</summary>
    public string Path { get; } = path;

    protected SourceLimits Limits { get; } = limits;

    /// <summary>Chooses by what is there: a folder, or an archive by its content.</summary>
    /// <exception cref="FileNotFoundException">There is nothing.</exception>
    public static ImageSource Open(string path, SourceLimits limits)
    {
        if (Directory.Exists(path))
            return new FolderSource(path, limits);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no folder and no archive {path}.", path);
        return IsZip(path) ? new ZipSource(path, limits) : new TarSource(path, limits);
    }

    /// <summary>Whether content begins as that of a zip archive does; what cannot be unpacked does not, and is refused when it is
    /// read.</summary>
    private static bool IsZip(string path)
    {
        try
        {
            using var start = ContentStream.Open(path);
            return start.ReadByte() == 'P' && start.ReadByte() == 'K';
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>How errors name an entry.</summary>
    public abstract string Label(string entry);

    /// <summary>All entries; those of a folder in ordinal order, those of an archive as stored.</summary>
    /// <exception cref="DataFileException">The source is damaged, or has more entries than allowed.</exception>
    public IEnumerable<SourceEntry> Walk()
    {
        using var entries = Entries().GetEnumerator();
        var count = 0;
        while (true)
        {
            try
            {
                if (!entries.MoveNext())
                    yield break;
            }
            catch (Exception e) when (e is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
            {
                throw Damaged(count, e);
            }

            if (++count > Limits.Entries)
            {
                throw new DataFileException(
                    $"{Path}: expected at most {Limits.Entries} entries, found more. Take a part of them, or raise MaxFiles.")
                {
                    File = Path,
                };
            }

            yield return entries.Current;
        }
    }

    protected abstract IEnumerable<SourceEntry> Entries();

    /// <summary>Content with what is wrong as an <see cref="InvalidDataException"/>.</summary>
    protected byte[] Read(Func<Stream> open, long? length)
    {
        try
        {
            using var stream = open();
            return BoundedContent.Read(stream, length, Limits.FileBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"the file cannot be read: {e.Message}", e);
        }
    }

    private DataFileException Damaged(int count, Exception e) => new(
        $"{Path}: expected a folder, a zip archive, or a tar archive (compressed by gzip or not); after {count} entries it cannot be read: "
        + $"{e.Message} Get it again, or pack it again.", e)
    {
        File = Path,
    };
}

/// <summary>What a source may hold at most.</summary>
/// <param name="Entries">Files and folders.</param>
/// <param name="FileBytes">Bytes of one picture file, unpacked.</param>
internal readonly record struct SourceLimits(int Entries, long FileBytes);
