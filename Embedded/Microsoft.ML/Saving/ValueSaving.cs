using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Saving;

/// <summary>Writes and reads values of the raw types, many at a time; numbers as they are in memory, little-endian.</summary>
internal static class ValueSaving
{
    private const int MaxChunk = 1 << 16;

    /// <summary>Writes how many there are, and the values.</summary>
    public static void WriteValues<T>(this BinaryWriter writer, ReadOnlySpan<T> values)
    {
        writer.Write(values.Length);
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            foreach (var value in values)
                writer.Write(((ReadOnlyMemory<char>)(object)value!).ToString());
            return;
        }
        writer.Write(Bytes(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(values), values.Length)));
    }

    /// <summary>Reads what <see cref="WriteValues{T}"/> wrote.</summary>
    public static T[] ReadValues<T>(this BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count < 0)
            throw new FormatException($"The model file says that {count} values follow.");
        // A wrong count is found at the end of the file, not by asking for memory that nobody has.
        var values = new List<T>(Math.Min(count, MaxChunk));
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            for (; count > 0; count--)
                values.Add((T)(object)reader.ReadString().AsMemory());
            return [.. values];
        }
        var chunk = new T[Math.Min(count, MaxChunk)];
        for (var left = count; left > 0; left -= chunk.Length)
        {
            var part = chunk.AsSpan(0, Math.Min(left, chunk.Length));
            reader.ReadExactly(Bytes(part));
            values.AddRange(part);
        }
        return [.. values];
    }

    /// <summary>Writes a vector, dense or sparse as it is.</summary>
    public static void WriteVector<T>(this BinaryWriter writer, in VBuffer<T> vector)
    {
        writer.Write(vector.Length);
        writer.WriteValues(vector.GetValues());
        if (!vector.IsDense)
            writer.WriteValues(vector.GetIndices());
    }

    /// <summary>Reads what <see cref="WriteVector{T}"/> wrote.</summary>
    public static VBuffer<T> ReadVector<T>(this BinaryReader reader)
    {
        var length = reader.ReadInt32();
        var values = reader.ReadValues<T>();
        return values.Length == length ? new VBuffer<T>(length, values) : new VBuffer<T>(length, values.Length, values, reader.ReadValues<int>());
    }

    /// <summary>Writes a text that may be null.</summary>
    public static void WriteNullable(this BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }

    /// <summary>Reads what <see cref="WriteNullable"/> wrote.</summary>
    public static string? ReadNullable(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    /// <summary>Writes pairs of column names.</summary>
    public static void WritePairs(this BinaryWriter writer, IReadOnlyList<(string Output, string Input)> pairs)
    {
        writer.Write(pairs.Count);
        foreach (var (output, input) in pairs)
        {
            writer.Write(output);
            writer.Write(input);
        }
    }

    /// <summary>Reads what <see cref="WritePairs"/> wrote.</summary>
    public static (string Output, string Input)[] ReadPairs(this BinaryReader reader)
    {
        var pairs = new List<(string, string)>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            pairs.Add((reader.ReadString(), reader.ReadString()));
        return [.. pairs];
    }

    private static Span<byte> Bytes<T>(Span<T> values)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            throw new NotSupportedException($"Values of type {typeof(T)} are not written into model files.");
        return MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), checked(values.Length * Unsafe.SizeOf<T>()));
    }
}
