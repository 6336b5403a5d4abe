using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Strings for fields; a short text that came not long ago is given again, so that a column of categories does not make a string per row.</summary>
internal sealed class TextPool
{
    private const int Size = 1024;
    private const int MaxLength = 32;

    private readonly (byte[] Bytes, string Text)[] _recent = new (byte[], string)[Size];

    public ReadOnlyMemory<char> Get(ReadOnlySpan<byte> field)
    {
        if (field.Length > MaxLength)
            return Encoding.UTF8.GetString(field).AsMemory();
        var hash = 2166136261u;
        foreach (var symbol in field)
            hash = (hash ^ symbol) * 16777619u;
        ref var entry = ref _recent[(hash ^ (hash >> 15)) % Size];
        if (entry.Bytes is null || !field.SequenceEqual(entry.Bytes))
            entry = (field.ToArray(), Encoding.UTF8.GetString(field));
        return entry.Text.AsMemory();
    }
}
