using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Transforms;

/// <summary>Puts the joint normalizer beside ML.NET's own.</summary>
public static class JointMeanVarianceCatalog
{
    /// <summary>
    /// Standardizes a vector with one mean and one standard deviation over all of its slots and rows, as is customary for
    /// pixels: y = (x − mean) / deviation. <c>NormalizeMeanVariance</c> takes a mean and a deviation for each slot, which
    /// blows up pixels that are almost always empty.
    /// </summary>
    /// <param name="catalog">The catalog <c>Transforms</c>.</param>
    /// <param name="outputColumnName">The new column, a vector of <see cref="float"/>.</param>
    /// <param name="inputColumnName">The column to read, a vector of <see cref="float"/> of known size; null for the output's name.</param>
    public static JointMeanVarianceEstimator NormalizeJointMeanVariance(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        return new JointMeanVarianceEstimator(outputColumnName, inputColumnName ?? outputColumnName);
    }
}
