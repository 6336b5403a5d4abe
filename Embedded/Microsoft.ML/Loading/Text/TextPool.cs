using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Strings for fields; a short text that came not long ago is given again, so that a column of categories does not make a string per row.</summary>
internal sealed class TextPool
{
    private const int Size = 1024;
    private const int MaxLength = 16;

    private readonly Entry[] _recent = new Entry[Size];

    public ReadOnlyMemory<char> Get(ReadOnlySpan<byte> field)
    {
        if (field.Length > MaxLength)
            return Encoding.UTF8.GetString(field).AsMemory();
        // The first and the last eight bytes, and the length, tell texts of up to sixteen bytes apart.
        var (first, last) = field.Length >= sizeof(ulong)
            ? (BinaryPrimitives.ReadUInt64LittleEndian(field), BinaryPrimitives.ReadUInt64LittleEndian(field[^sizeof(ulong)..]))
            : (Short(field), 0UL);
        var hash = ((first * 0x9E3779B97F4A7C15) ^ (last * 0xC2B2AE3D27D4EB4F) ^ (ulong)field.Length) * 0x9E3779B97F4A7C15;
        ref var entry = ref _recent[(int)(hash >> 54)];
        if (entry.Text is null || entry.First != first || entry.Last != last || entry.Length != field.Length)
            entry = new Entry(first, last, field.Length, Encoding.UTF8.GetString(field));
        return entry.Text.AsMemory();
    }

    private static ulong Short(ReadOnlySpan<byte> field)
    {
        var bits = 0UL;
        for (var i = field.Length - 1; i >= 0; i--)
            bits = (bits << 8) | field[i];
        return bits;
    }

    private readonly record struct Entry(ulong First, ulong Last, int Length, string Text);
}
