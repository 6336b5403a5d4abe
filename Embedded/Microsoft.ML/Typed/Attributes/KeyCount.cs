namespace Microsoft.ML.Data;

/// <summary>The number of a key's values.</summary>
public sealed class KeyCount
{
    /// <summary>As many as the type holds.</summary>
    public KeyCount()
    {
    }

    /// <summary>That many.</summary>
    public KeyCount(ulong count)
    {
        if (count == 0)
            throw new ArgumentOutOfRangeException(nameof(count), "A key has at least one value, not 0.");
        Count = count;
    }

    /// <summary>The number, null for as many as the type holds.</summary>
    public ulong? Count;
}
