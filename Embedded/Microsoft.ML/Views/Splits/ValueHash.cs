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

    // MurmurHash3 over UTF-8, as ML.NET packs it: beyond ASCII it turns all bytes that wait for a whole word, not those of the character
    // alone, and takes each half of a surrogate pair as a character. Kept, so that the same texts fall on the same side of a split.
    private static uint OfText(uint hash, ReadOnlySpan<char> text)
    {
        var waiting = 0UL;
        var bits = 0;
        var length = 0;
        foreach (uint symbol in text)
        {
            if (symbol < 0x80)
            {
                waiting |= (ulong)symbol << bits;
                bits += 8;
            }
            else if (symbol < 0x800)
            {
                waiting |= (ulong)((symbol & 0x3F) | ((symbol << 2) & 0x1F00) | 0xC080) << bits;
                waiting = ((waiting & 0xFF) << 8) | (waiting >> 8);
                bits += 16;
            }
            else
            {
                waiting |= (ulong)((symbol & 0x3F) | ((symbol << 2) & 0x3F00) | ((symbol << 4) & 0x0F0000) | 0xE08080) << bits;
                waiting = ((waiting & 0xFF) << 16) | (waiting & 0xFF00) | (waiting >> 16);
                bits += 24;
            }
            if (bits < 32)
                continue;
            hash = Murmur.Round(hash, (uint)waiting);
            waiting >>= 32;
            bits -= 32;
            length += sizeof(uint);
        }
        if (bits > 0)
            hash = Murmur.Last(hash, (uint)(waiting & ((1UL << bits) - 1)));
        return Murmur.Finish(hash ^ (uint)(length + (bits / 8)));
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
