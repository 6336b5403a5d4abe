using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Keys;

namespace Microsoft.ML;

/// <summary>Transforms of types and keys.</summary>
public static partial class ConversionsExtensionsCatalog
{
    private const int DefaultMaximumNumberOfKeys = 1_000_000;

    /// <summary>Converts numbers, Booleans, text and keys to another type.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="outputColumnName">The converted column.</param>
    /// <param name="inputColumnName">The column to convert; the output column's name when null.</param>
    /// <param name="outputKind">The type to convert to.</param>
    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        DataKind outputKind = DataKind.Single) =>
        catalog.ConvertType([new InputOutputColumnPair(outputColumnName, inputColumnName)], outputKind);

    /// <summary>Converts numbers, Booleans, text and keys to another type.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="outputKind">The type to convert to.</param>
    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, DataKind outputKind = DataKind.Single)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(TypeConvertingEstimator), "TypeConvert");
        return new TypeConvertingEstimator(InputOutputColumnPair.ToTuples(columns), RawTypes.ToPrimitive(outputKind));
    }

    /// <summary>Gives for each key the value that it stands for.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="outputColumnName">The values.</param>
    /// <param name="inputColumnName">The keys; the output column's name when null.</param>
    public static KeyToValueMappingEstimator MapKeyToValue(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null) =>
        catalog.MapKeyToValue([new InputOutputColumnPair(outputColumnName, inputColumnName)]);

    /// <summary>Gives for each key the value that it stands for.</summary>
    public static KeyToValueMappingEstimator MapKeyToValue(this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(KeyToValueMappingEstimator), "KeyToValue");
        return new KeyToValueMappingEstimator(InputOutputColumnPair.ToTuples(columns));
    }

    /// <summary>Gives each value a key.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="outputColumnName">The keys.</param>
    /// <param name="inputColumnName">The values, scalar or vector; the output column's name when null.</param>
    /// <param name="maximumNumberOfKeys">Values after the first so many have no key.</param>
    /// <param name="keyOrdinality">The order of the keys.</param>
    /// <param name="addKeyValueAnnotationsAsText">Whether the keys' values are given as text.</param>
    /// <param name="keyData">The values to give keys, in one column; null to take them from the data.</param>
    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int maximumNumberOfKeys = DefaultMaximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false,
        IDataView? keyData = null) =>
        catalog.MapValueToKey(
            [new InputOutputColumnPair(outputColumnName, inputColumnName)], maximumNumberOfKeys, keyOrdinality, addKeyValueAnnotationsAsText, keyData);

    /// <summary>Gives each value a key.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="columns">The columns, scalar or vector.</param>
    /// <param name="maximumNumberOfKeys">Values after the first so many have no key.</param>
    /// <param name="keyOrdinality">The order of the keys.</param>
    /// <param name="addKeyValueAnnotationsAsText">Whether the keys' values are given as text.</param>
    /// <param name="keyData">The values to give keys, in one column; null to take them from the data.</param>
    public static ValueToKeyMappingEstimator MapValueToKey(
        this TransformsCatalog.ConversionTransforms catalog,
        InputOutputColumnPair[] columns,
        int maximumNumberOfKeys = DefaultMaximumNumberOfKeys,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false,
        IDataView? keyData = null)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(ValueToKeyMappingEstimator));
        return new ValueToKeyMappingEstimator(
            [.. Check.NotNull(columns).Select(pair =>
                new KeyColumn(pair.OutputColumnName, pair.InputColumnName, maximumNumberOfKeys, keyOrdinality, addKeyValueAnnotationsAsText))],
            keyData);
    }
}
