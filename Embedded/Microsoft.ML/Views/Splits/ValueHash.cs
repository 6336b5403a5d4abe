using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Hashes of values of the raw types.</summary>
internal static class ValueHash
{
    /// <summary>The hash of one value or of several together.</summary>
    /// <returns>False when a value is missing: NaN or an empty text.</returns>
    public static bool TryHash<T>(ReadOnlySpan<T> values, uint seed, out uint hash)
    {
        hash = seed;
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            foreach (var value in values)
            {
                var text = (ReadOnlyMemory<char>)(object)value!;
                if (text.IsEmpty)
                    return false;
                hash = OfText(hash, text.Span.Trim(' '));
            }
            return true;
        }
        var words = 0;
        foreach (var value in values)
        {
            if (!TryAdd(value, ref hash, ref words))
                return false;
        }
        hash = Murmur.Finish(hash ^ (uint)(words * sizeof(uint)));
        return true;
    }

    private static uint OfText(uint hash, ReadOnlySpan<char> text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToArray());
        var whole = bytes.Length / sizeof(uint) * sizeof(uint);
        for (var i = 0; i < whole; i += sizeof(uint))
            hash = Murmur.Round(hash, BitConverter.ToUInt32(bytes, i));
        var rest = 0u;
        for (var i = bytes.Length - 1; i >= whole; i--)
            rest = (rest << 8) | bytes[i];
        if (bytes.Length > whole)
            hash = Murmur.Last(hash, rest);
        return Murmur.Finish(hash ^ (uint)bytes.Length);
    }

    private static bool TryAdd<T>(T value, ref uint hash, ref int words)
    {
        switch (value)
        {
            case float.NaN or double.NaN:
                return false;
            case float single:
                Add(BitConverter.SingleToUInt32Bits(single == 0 ? 0 : single), ref hash, ref words);
                return true;
            case double number:
                AddLong(BitConverter.DoubleToUInt64Bits(number == 0 ? 0 : number), ref hash, ref words);
                return true;
            case long whole:
                AddLong((ulong)whole, ref hash, ref words);
                return true;
            case ulong whole:
                AddLong(whole, ref hash, ref words);
                return true;
            case DateTime time:
                AddLong((ulong)time.Ticks, ref hash, ref words);
                return true;
            case DateTimeOffset time:
                AddLong((ulong)time.UtcTicks, ref hash, ref words);
                return true;
            case TimeSpan time:
                AddLong((ulong)time.Ticks, ref hash, ref words);
                return true;
            case DataViewRowId id:
                AddLong(id.Low, ref hash, ref words);
                AddLong(id.High, ref hash, ref words);
                return true;
            case bool flag:
                Add(flag ? 1u : 0u, ref hash, ref words);
                return true;
            default:
                Add(unchecked((uint)Convert.ToInt64(value)), ref hash, ref words);
                return true;
        }
    }

    private static void AddLong(ulong value, ref uint hash, ref int words)
    {
        Add((uint)value, ref hash, ref words);
        Add((uint)(value >> 32), ref hash, ref words);
    }

    private static void Add(uint value, ref uint hash, ref int words)
    {
        hash = Murmur.Round(hash, value);
        words++;
    }
}
