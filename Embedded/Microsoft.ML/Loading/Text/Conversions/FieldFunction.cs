namespace Microsoft.ML.Data;

/// <summary>Converts a field that is not empty.</summary>
/// <returns>False when the field is no such value.</returns>
internal delegate bool FieldFunction<T>(ReadOnlySpan<byte> field, out T value);
