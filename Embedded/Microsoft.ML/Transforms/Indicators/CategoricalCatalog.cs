using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Keys;

namespace Microsoft.ML;

/// <summary>Transforms of categories.</summary>
public static class CategoricalCatalog
{
    private const int DefaultMaximumNumberOfKeys = 1_000_000;

    /// <summary>Gives each value a key and spreads the keys over slots.</summary>
    /// <param name="catalog">The transforms of categories.</param>
    /// <param name="outputColumnName">The encoded column.</param>
    /// <param name="inputColumnName">The values, scalar or vector; the output column's name when null.</param>
    /// <param name="outputKind">What to make of them.</param>
    /// <param name="maximumNumberOfKeys">Values after the first so many have no key.</param>
    /// <param name="keyOrdinality">The order of the keys.</param>
    /// <param name="keyData">The values to give keys, in one column; null to take them from the data.</param>
    public static OneHotEncodingEstimator OneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        OneHotEncodingEstimator.OutputKind outputKind = OneHotEncodingEstimator.OutputKind.Indicator,
        int maximumNumberOfKeys = DefaultMaximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        IDataView? keyData = null) =>
        catalog.OneHotEncoding([new InputOutputColumnPair(outputColumnName, inputColumnName)], outputKind, maximumNumberOfKeys, keyOrdinality, keyData);

    /// <summary>Gives each value a key and spreads the keys over slots.</summary>
    /// <param name="catalog">The transforms of categories.</param>
    /// <param name="columns">The columns, scalar or vector.</param>
    /// <param name="outputKind">What to make of them.</param>
    /// <param name="maximumNumberOfKeys">Values after the first so many have no key.</param>
    /// <param name="keyOrdinality">The order of the keys.</param>
    /// <param name="keyData">The values to give keys, in one column; null to take them from the data.</param>
    public static OneHotEncodingEstimator OneHotEncoding(
        this TransformsCatalog.CategoricalTransforms catalog,
        InputOutputColumnPair[] columns,
        OneHotEncodingEstimator.OutputKind outputKind = OneHotEncodingEstimator.OutputKind.Indicator,
        int maximumNumberOfKeys = DefaultMaximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        IDataView? keyData = null)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(OneHotEncodingEstimator));
        var toKey = new ValueToKeyMappingEstimator(
            [.. Check.NotNull(columns).Select(pair => new KeyColumn(pair.OutputColumnName, pair.InputColumnName, maximumNumberOfKeys, keyOrdinality, ValuesAsText: false))],
            keyData);
        return new OneHotEncodingEstimator(toKey, [.. columns.Select(pair => pair.OutputColumnName)], outputKind);
    }
}
