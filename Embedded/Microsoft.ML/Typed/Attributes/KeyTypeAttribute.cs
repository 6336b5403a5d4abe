namespace Microsoft.ML.Data;

/// <summary>Makes the column of an unsigned integer member (or array of such) one of keys. The member holds the key's place, counted from 0.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class KeyTypeAttribute : Attribute
{
    /// <summary>A key with as many values as the member's type holds.</summary>
    public KeyTypeAttribute()
    {
    }

    /// <summary>A key with <paramref name="count"/> values.</summary>
    public KeyTypeAttribute(ulong count)
    {
        KeyCount = new KeyCount(count);
    }

    internal KeyCount? KeyCount { get; }
}
