namespace Microsoft.ML.Transforms.Keys;

/// <summary>What a value-to-key estimator is to do with one column.</summary>
/// <param name="OutputName">The keys.</param>
/// <param name="InputName">The values.</param>
/// <param name="MaximumNumberOfKeys">Values after the first so many have no key.</param>
/// <param name="Ordinality">The order of the keys.</param>
/// <param name="ValuesAsText">Whether the keys' values are given as text.</param>
internal sealed record KeyColumn(
    string OutputName,
    string InputName,
    int MaximumNumberOfKeys,
    ValueToKeyMappingEstimator.KeyOrdinality Ordinality,
    bool ValuesAsText);
