namespace Microsoft.ML.Data;

/// <summary>A function that converts, for the types whose conversion is not worth a loop of its own.</summary>
internal readonly struct OtherConversion<T>(FieldFunction<T> function, bool hasMissing) : IFieldConversion<T>
{
    public T Blank => default!;

    public bool HasMissing => hasMissing;

    public bool TryConvert(ReadOnlySpan<byte> field, out T value) => function(field, out value);
}
