namespace Microsoft.ML.Data;

/// <summary>From the bytes of a field to a column's value. A struct for each raw type, so that loops over fields are compiled for it.</summary>
internal interface IFieldConversion<T>
{
    /// <summary>Converts a field that is not empty.</summary>
    /// <returns>False when the field is no such value; <paramref name="value"/> is then what stands for a missing one.</returns>
    bool TryConvert(ReadOnlySpan<byte> field, out T value);

    /// <summary>What an empty or missing field gives.</summary>
    T Blank { get; }

    /// <summary>Whether a field that cannot be converted is a missing value; else it is an error.</summary>
    bool HasMissing { get; }
}
