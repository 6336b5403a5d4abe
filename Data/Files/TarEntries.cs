using System.Formats.Tar;

namespace MlPipelines.Data.Files;

/// <summary>The entries of a tar archive, whose headers may say anything.</summary>
internal static class TarEntries
{
    /// <summary>Goes through the entries; the content of one can be read until the next one is asked for.</summary>
    /// <param name="archive">The archive, unpacked; read to its end.</param>
    /// <exception cref="InvalidDataException">A header is damaged, or of a kind that is not read; the message says what to do.</exception>
    public static IEnumerable<TarEntry> Read(Stream archive)
    {
        using var tar = new TarReader(archive);
        var count = 0;
        while (Next(tar, count) is { } entry)
        {
            count++;
            yield return entry;
        }
    }

    private static TarEntry? Next(TarReader tar, int count)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (NotSupportedException exception)
        {
            throw new InvalidDataException(
                $"the entry {count + 1} of the tar archive is of a kind that is not read ({exception.Message.TrimEnd('.')}): pack the "
                    + "files themselves.", exception);
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"the header of the entry {count + 1} of the tar archive has a number out of its range.");
        }
    }
}
