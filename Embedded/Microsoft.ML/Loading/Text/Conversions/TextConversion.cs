namespace Microsoft.ML.Data;

/// <summary>Fields to text.</summary>
internal readonly struct TextConversion(TextPool pool) : IFieldConversion<ReadOnlyMemory<char>>
{
    public ReadOnlyMemory<char> Blank => default;

    public bool HasMissing => false;

    public bool TryConvert(ReadOnlySpan<byte> field, out ReadOnlyMemory<char> value)
    {
        value = pool.Get(field);
        return true;
    }
}
