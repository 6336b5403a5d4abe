using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms of keys.</summary>
public static class ConversionsCatalog
{
    /// <summary>Writes keys in binary, a slot for each bit.</summary>
    /// <param name="catalog">The conversions.</param>
    /// <param name="outputColumnName">The bits.</param>
    /// <param name="inputColumnName">The keys; the output column's name when null.</param>
    public static KeyToBinaryVectorMappingEstimator MapKeyToBinaryVector(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string? inputColumnName = null)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(KeyToBinaryVectorMappingEstimator), "KeyToBinaryVector");
        return new KeyToBinaryVectorMappingEstimator([(outputColumnName, inputColumnName ?? outputColumnName)]);
    }
}
