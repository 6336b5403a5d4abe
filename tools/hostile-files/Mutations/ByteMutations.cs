using System.Buffers.Binary;

namespace MlPipelines.HostileFiles.Mutations;

/// <summary>Damage that knows nothing of the format.</summary>
public static class ByteMutations
{
    private const int LongestBlock = 64;

    private static readonly Mutation[] Kinds =
    [
        FlipBit, FlipBit, SetByte, SetNumber, SetNumber, SetNumber, CutEnd, Repeat, Insert, Delete, Swap, Splice, Fill, CutStart,
    ];

    /// <summary>One to three places damaged, mostly one.</summary>
    public static byte[] Any(byte[] file, MutationSource source)
    {
        for (var times = source.OnceIn(3) ? 1 + source.Below(3) : 1; times > 0; times--)
            file = source.ApplyOneOf(file, Kinds);
        return file;
    }

    private static byte[] FlipBit(byte[] file, MutationSource source)
    {
        byte[] changed = [.. file];
        if (changed.Length > 0)
            changed[source.Below(changed.Length)] ^= (byte)(1 << source.Below(8));
        return changed;
    }

    private static byte[] SetByte(byte[] file, MutationSource source)
    {
        byte[] changed = [.. file];
        if (changed.Length > 0)
            changed[source.Below(changed.Length)] = (byte)source.Below(256);
        return changed;
    }

    /// <summary>A number of 1, 2, 4 or 8 bytes in either order of bytes; often at the start, where lengths are.</summary>
    private static byte[] SetNumber(byte[] file, MutationSource source)
    {
        byte[] changed = [.. file];
        var width = 1 << source.Below(4);
        if (changed.Length < width)
            return changed;
        var at = source.Below((source.OnceIn(3) ? Math.Min(changed.Length, LongestBlock) : changed.Length) - width + 1);
        Span<byte> number = stackalloc byte[8];
        var value = source.Extreme();
        if (source.OnceIn(2))
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
        else
            BinaryPrimitives.WriteInt64BigEndian(number, width == 8 ? value : value << (64 - (8 * width)));
        number[..width].CopyTo(changed.AsSpan(Math.Min(Math.Max(at, 0), changed.Length - width)));
        return changed;
    }

    private static byte[] CutEnd(byte[] file, MutationSource source) => file[..source.Below(file.Length)];

    private static byte[] CutStart(byte[] file, MutationSource source) => file[source.Below(Math.Min(file.Length, LongestBlock))..];

    private static byte[] Repeat(byte[] file, MutationSource source)
    {
        var (start, length) = Block(file, source);
        return [.. file[..(start + length)], .. file[start..]];
    }

    private static byte[] Insert(byte[] file, MutationSource source)
    {
        var at = source.Below(file.Length + 1);
        return [.. file[..at], .. source.Bytes(1 + source.Below(16)), .. file[at..]];
    }

    private static byte[] Delete(byte[] file, MutationSource source)
    {
        var (start, length) = Block(file, source);
        return [.. file[..start], .. file[(start + length)..]];
    }

    private static byte[] Swap(byte[] file, MutationSource source)
    {
        var (first, length) = Block(file, source);
        var second = source.Below(file.Length - length + 1);
        byte[] changed = [.. file];
        file.AsSpan(second, length).CopyTo(changed.AsSpan(first));
        file.AsSpan(first, length).CopyTo(changed.AsSpan(second));
        return changed;
    }

    /// <summary>The start of this file and the end of another, or a block of the other inside.</summary>
    private static byte[] Splice(byte[] file, MutationSource source)
    {
        if (source.OnceIn(2))
            return [.. file[..source.Below(file.Length + 1)], .. source.Donor[source.Below(source.Donor.Length + 1)..]];
        var (start, length) = Block(source.Donor, source);
        var at = source.Below(file.Length + 1);
        return [.. file[..at], .. source.Donor.AsSpan(start, length), .. file[Math.Min(file.Length, at + length)..]];
    }

    private static byte[] Fill(byte[] file, MutationSource source)
    {
        byte[] changed = [.. file];
        var (start, length) = Block(file, source);
        changed.AsSpan(start, length).Fill(source.OnceIn(2) ? (byte)0 : (byte)0xff);
        return changed;
    }

    private static (int Start, int Length) Block(byte[] file, MutationSource source)
    {
        var start = source.Below(file.Length);
        return (start, source.Below(Math.Min(file.Length - start, source.OnceIn(8) ? int.MaxValue : LongestBlock) + 1));
    }
}
