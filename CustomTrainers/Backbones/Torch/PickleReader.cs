using System.Buffers.Binary;
using System.Text;

namespace MlPipelines.CustomTrainers.Backbones.Torch;

/// <summary>The bytes of a pickle, read from front to back; nothing behind the end is read, and no length is believed.</summary>
/// <param name="bytes">The whole pickle.</param>
/// <param name="name">What errors call the file: its path.</param>
internal sealed class PickleReader(byte[] bytes, string name)
{
    private const int LongestLine = 200;

    /// <summary>The next byte to read.</summary>
    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>A number of at most eight bytes, two's complement, behind a byte with its length.</summary>
    public long Long()
    {
        var digits = Take(Byte());
        if (digits.Length > 8)
            throw Bad($"a whole number has {digits.Length} bytes, where at most 8 were expected");
        var value = digits.Length > 0 && digits[^1] >= 128 ? -1L : 0L;
        for (var i = digits.Length - 1; i >= 0; i--)
            value = value << 8 | digits[i];
        return value;
    }

    /// <summary>Text behind four bytes with its length.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Int32()));

    /// <summary>Text up to the end of its line.</summary>
    public string Line()
    {
        var rest = bytes.AsSpan(Position);
        var end = rest[..Math.Min(rest.Length, LongestLine)].IndexOf((byte)'\n');
        if (end < 0)
            throw Bad($"a name has no end within {LongestLine} bytes");
        var line = Encoding.UTF8.GetString(rest[..end]);
        Position += end + 1;
        return line;
    }

    /// <summary>An error with the file and the place.</summary>
    public InvalidDataException Bad(string what) =>
        new($"'{name}' is not a state dictionary of PyTorch that can be read: at byte {Position} of its data.pkl, {what}.");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > bytes.Length - Position)
            throw Bad($"{(uint)count} bytes were expected, but {bytes.Length - Position} are left");
        Position += count;
        return bytes.AsSpan(Position - count, count);
    }
}
