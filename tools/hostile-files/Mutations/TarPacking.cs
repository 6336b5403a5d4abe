using System.Text;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Tar archives (ustar): written by code, and damaged with header checksums that fit again.</summary>
public static class TarPacking
{
    private const int Block = 512;
    private const int NameLength = 100;
    private const int Size = 124;
    private const int Checksum = 148;
    private const int Kind = 156;
    private const int Link = 157;

    private static readonly string[] Names =
        ["../../evil.txt", "/tmp/evil.txt", "", "..", "a/", "a//1.png", "/etc/passwd", "a/../../b/1.png", "é", "\0"];

    private static readonly (int At, int Length)[] Fields =
        [(0, NameLength), (100, 8), (108, 8), (116, 8), (Size, 12), (136, 12), (Kind, 1), (Link, NameLength), (257, 8), (345, 155)];

    /// <summary>An archive of files.</summary>
    public static byte[] Pack(IReadOnlyList<ArchiveEntry> entries)
    {
        using var stream = new MemoryStream();
        foreach (var (name, content) in entries)
        {
            var header = new byte[Block];
            Encoding.UTF8.GetBytes(name).AsSpan(0, Math.Min(Encoding.UTF8.GetByteCount(name), NameLength)).CopyTo(header);
            Set(header, 100, "0000644\0");
            Set(header, 108, "0000000\0");
            Set(header, 116, "0000000\0");
            Set(header, Size, $"{Convert.ToString(content.Length, 8).PadLeft(11, '0')} ");
            Set(header, 136, "00000000000 ");
            header[Kind] = (byte)'0';
            Set(header, 257, "ustar\0" + "00");
            Seal(header);
            stream.Write(header);
            stream.Write(content);
            stream.Write(new byte[(Block - (content.Length % Block)) % Block]);
        }

        stream.Write(new byte[2 * Block]);
        return stream.ToArray();
    }

    /// <summary>Damages fields of headers, or the content of entries, of an archive that <see cref="Pack"/> wrote.</summary>
    /// <param name="inner">What damages the content of an entry.</param>
    public static Mutation Inside(Mutation inner) => (file, source) =>
    {
        var headers = Headers(file);
        if (headers.Count == 0)
            return ByteMutations.Any(file, source);
        var at = source.OneOf(headers);
        if (source.OnceIn(3))
        {
            var length = (int)LengthAt(file, at);
            var content = inner(file[(at + Block)..(at + Block + length)], source);
            var header = file[at..(at + Block)];
            Set(header, Size, $"{Convert.ToString(content.Length, 8).PadLeft(11, '0')} ");
            Seal(header);
            var end = at + Block + ((length + Block - 1) / Block * Block);
            return [.. file[..at], .. header, .. content, .. new byte[(Block - (content.Length % Block)) % Block], .. file[end..]];
        }

        byte[] changed = [.. file];
        var damaged = changed.AsSpan(at, Block);
        Damage(damaged, source);
        Seal(damaged);
        return changed;
    };

    private static void Damage(Span<byte> header, MutationSource source)
    {
        switch (source.Below(6))
        {
            case 0: // a link, a device, a name of its own kind
                header[Kind] = (byte)source.OneOf("1234567xgLKSDVN\0".ToCharArray());
                Set(header, Link, source.OneOf(Names));
                break;
            case 1:
                header[..NameLength].Clear();
                Set(header, 0, source.OneOf(Names));
                break;
            case 2:
                Set(header, Size, Convert.ToString(source.Extreme() & 0x1ffffffff, 8).PadLeft(11, '0'));
                break;
            case 3: // a number of 8 bytes in base 256
                header[Size] = 0x80;
                for (var i = 0; i < 8; i++)
                    header[Size + 4 + i] = (byte)(source.Extreme() >> (56 - (8 * i)));
                break;
            default:
                var (at, length) = source.OneOf(Fields);
                for (var i = 0; i < length; i++)
                {
                    if (length == 1 || source.OnceIn(2))
                        header[at + i] = (byte)source.Below(256);
                }

                break;
        }
    }

    private static List<int> Headers(byte[] file)
    {
        var headers = new List<int>();
        for (var at = 0; at + Block <= file.Length && file[at] != 0;)
        {
            var length = LengthAt(file, at);
            if (length < 0 || at + Block + length > file.Length)
                break;
            headers.Add(at);
            at += Block + (int)((length + Block - 1) / Block * Block);
        }

        return headers;
    }

    private static long LengthAt(byte[] file, int at)
    {
        var digits = Encoding.ASCII.GetString(file, at + Size, 11).Trim(' ', '\0');
        return digits.Length > 0 && digits.All(digit => digit is >= '0' and <= '7') ? Convert.ToInt64(digits, 8) : -1;
    }

    private static void Seal(Span<byte> header)
    {
        header.Slice(Checksum, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
            sum += value;
        Set(header, Checksum, $"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ");
    }

    private static void Set(Span<byte> header, int at, string text) => Encoding.UTF8.GetBytes(text).CopyTo(header[at..]);
}
