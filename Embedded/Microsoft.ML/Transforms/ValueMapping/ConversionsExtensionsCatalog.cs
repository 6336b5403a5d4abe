using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.ValueMapping;

namespace Microsoft.ML;

public static partial class ConversionsExtensionsCatalog
{
    /// <summary>Looks values up in a table.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="outputColumnName">The values found.</param>
    /// <param name="keyValuePairs">The table, each key once.</param>
    /// <param name="inputColumnName">The values to look up; the output column's name when null.</param>
    /// <param name="treatValuesAsKeyType">Whether the values found are keys: unsigned integers as they are, others numbered as they occur.</param>
    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IEnumerable<KeyValuePair<TInputType, TOutputType>> keyValuePairs,
        string? inputColumnName = null,
        bool treatValuesAsKeyType = false)
    {
        Check.NotNull(catalog).Environment.RegisterAll("ValueMapping", "ValueMappingEstimator", "ValueMappingTransformer");
        Check.NotNull(keyValuePairs);
        return new ValueMappingEstimator<TInputType, TOutputType>(
            ValueMapFactory.Create(keyValuePairs, treatValuesAsKeyType), [(outputColumnName, inputColumnName ?? outputColumnName)]);
    }

    /// <summary>Looks values up in a table of vectors.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="outputColumnName">The vectors found.</param>
    /// <param name="keyValuePairs">The table, each key once.</param>
    /// <param name="inputColumnName">The values to look up; the output column's name when null.</param>
    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IEnumerable<KeyValuePair<TInputType, TOutputType[]>> keyValuePairs,
        string? inputColumnName = null)
    {
        Check.NotNull(catalog).Environment.RegisterAll("ValueMapping", "ValueMappingEstimator", "ValueMappingTransformer");
        Check.NotNull(keyValuePairs);
        return new ValueMappingEstimator<TInputType, TOutputType>(
            ValueMapFactory.CreateVectors(keyValuePairs), [(outputColumnName, inputColumnName ?? outputColumnName)]);
    }

    /// <summary>Looks values up in two columns of a data view.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="outputColumnName">The values found.</param>
    /// <param name="lookupMap">The data view.</param>
    /// <param name="keyColumn">Its column of the values to look up, each once.</param>
    /// <param name="valueColumn">Its column of the values to find.</param>
    /// <param name="inputColumnName">The values to look up; the output column's name when null.</param>
    public static ValueMappingEstimator MapValue(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IDataView lookupMap,
        DataViewSchema.Column keyColumn,
        DataViewSchema.Column valueColumn,
        string? inputColumnName = null)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(ValueMappingEstimator), nameof(ValueMappingTransformer));
        return new ValueMappingEstimator(
            ValueMapFactory.FromData(Check.NotNull(lookupMap), keyColumn, valueColumn), [(outputColumnName, inputColumnName ?? outputColumnName)]);
    }
}
