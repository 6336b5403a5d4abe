using System.IO.Compression;
using System.Text;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>A file of an archive.</summary>
/// <param name="Name">Its name, with slashes.</param>
/// <param name="Content">Its content.</param>
public sealed record ArchiveEntry(string Name, byte[] Content);

/// <summary>Damage inside a zip archive, which is packed anew so that its checksums and lengths fit.</summary>
public static class ZipPacking
{
    private const int BombBytes = 8 << 20;

    private static readonly string[] Names =
    [
        "../../evil.txt", "/tmp/evil.txt", "..\\..\\evil.txt", "C:\\evil.txt", " ", ".", "..", "a/", "a//b.png", "\0", "nul", "é.png",
        "../a/1.png", "/a/1.png", "a/../../b/1.png",
    ];

    /// <summary>Damages the content of an entry, the entries or their names.</summary>
    /// <param name="inner">What damages an entry, by its name.</param>
    /// <param name="compression">How the entries are packed.</param>
    /// <param name="repair">Makes what other entries say of the damaged one fit, such as checksums; null for nothing.</param>
    /// <param name="keepsList">Whether contents alone are damaged, and not which entries there are.</param>
    public static Mutation Inside(
        Func<string, Mutation> inner, CompressionLevel compression, Action<List<ArchiveEntry>, List<ArchiveEntry>>? repair = null,
        bool keepsList = false) =>
        (file, source) =>
        {
            var entries = Unpack(file);
            List<ArchiveEntry> before = [.. entries];
            if (!keepsList && source.OnceIn(6))
            {
                ChangeList(entries, source);
            }
            else
            {
                var at = source.Below(entries.Count);
                var inside = new MutationSource(source, source.OneOf(before).Content);
                entries[at] = entries[at] with { Content = inner(entries[at].Name)(entries[at].Content, inside) };
            }

            repair?.Invoke(before, entries);
            source.IsRepaired = true;
            return Pack(entries, source.OnceIn(40) ? CompressionLevel.Fastest : compression);
        };

    /// <summary>
    /// Damages the headers of a zip archive: a number behind one of its signatures becomes an extreme one.
    /// </summary>
    public static byte[] Headers(byte[] file, MutationSource source)
    {
        var places = new List<int>();
        for (var i = 0; i + 4 < file.Length; i++)
        {
            if (file[i] == 'P' && file[i + 1] == 'K' && file[i + 2] < 8 && file[i + 3] < 9)
                places.Add(i);
        }

        if (places.Count == 0)
            return ByteMutations.Any(file, source);
        byte[] changed = [.. file];
        for (var times = 1 + source.Below(3); times > 0; times--)
        {
            var at = source.OneOf(places) + 4 + source.Below(42);
            var number = BitConverter.GetBytes(source.Extreme()).AsSpan(0, source.OneOf([1, 2, 4]));
            if (at + number.Length <= changed.Length)
                number.CopyTo(changed.AsSpan(at));
        }

        return changed;
    }

    /// <summary>The entries of an archive.</summary>
    public static List<ArchiveEntry> Unpack(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        var entries = new List<ArchiveEntry>();
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            entries.Add(new(entry.FullName, content.ToArray()));
        }

        return entries;
    }

    /// <summary>An archive of entries; its times are fixed, so that the same entries give the same bytes.</summary>
    public static byte[] Pack(IReadOnlyList<ArchiveEntry> entries, CompressionLevel compression)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in entries)
            {
                var entry = archive.CreateEntry(name, compression);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var packed = entry.Open();
                packed.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static void ChangeList(List<ArchiveEntry> entries, MutationSource source)
    {
        var at = source.Below(entries.Count);
        switch (source.Below(7))
        {
            case 0:
                entries.RemoveAt(at);
                break;
            case 1:
                entries.Add(entries[at]);
                break;
            case 2:
                entries[at] = entries[at] with { Name = entries[source.Below(entries.Count)].Name };
                break;
            case 3:
                entries[at] = entries[at] with { Content = entries[source.Below(entries.Count)].Content };
                break;
            case 4 when source.OnceIn(50): // much content of few bytes, where the archive compresses
                entries[at] = entries[at] with { Content = new byte[BombBytes] };
                break;
            case 5:
                entries.Add(new(source.OneOf(Names), source.Bytes(16)));
                break;
            default:
                entries[at] = entries[at] with { Name = source.OneOf(Names) };
                break;
        }
    }
}
