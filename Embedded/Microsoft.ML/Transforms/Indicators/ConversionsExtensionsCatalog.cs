using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static partial class ConversionsExtensionsCatalog
{
    /// <summary>Spreads keys over a slot for each value.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="outputColumnName">The slots.</param>
    /// <param name="inputColumnName">The keys, scalar or vector; the output column's name when null.</param>
    /// <param name="outputCountVector">Whether the keys of a vector are counted together.</param>
    public static KeyToVectorMappingEstimator MapKeyToVector(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null, bool outputCountVector = false) =>
        catalog.MapKeyToVector([new InputOutputColumnPair(outputColumnName, inputColumnName)], outputCountVector);

    /// <summary>Spreads keys over a slot for each value.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="columns">The columns, scalar or vector.</param>
    /// <param name="outputCountVector">Whether the keys of a vector are counted together.</param>
    public static KeyToVectorMappingEstimator MapKeyToVector(
        this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, bool outputCountVector = false)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(KeyToVectorMappingEstimator), "KeyToVector");
        return new KeyToVectorMappingEstimator(InputOutputColumnPair.ToTuples(columns), outputCountVector);
    }
}
