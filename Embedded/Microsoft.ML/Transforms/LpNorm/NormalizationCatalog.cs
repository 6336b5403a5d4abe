using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using NormFunction = Microsoft.ML.Transforms.LpNormNormalizingEstimatorBase.NormFunction;

namespace Microsoft.ML;

public static partial class NormalizationCatalog
{
    /// <summary>Divides each row's vector by its norm.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The normalized column.</param>
    /// <param name="inputColumnName">The column to normalize, a vector of Single; the output column's name when null.</param>
    /// <param name="norm">The norm.</param>
    /// <param name="ensureZeroMean">Whether the mean of the row's values is subtracted first.</param>
    public static LpNormNormalizingEstimator NormalizeLpNorm(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        NormFunction norm = NormFunction.L2,
        bool ensureZeroMean = false)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(LpNormNormalizingEstimator), "LpNormNormalizer");
        return new LpNormNormalizingEstimator(outputColumnName, inputColumnName ?? outputColumnName, norm, ensureZeroMean);
    }

    /// <summary>Subtracts from each row's vector its mean and divides by its norm or standard deviation.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The normalized column.</param>
    /// <param name="inputColumnName">The column to normalize, a vector of Single; the output column's name when null.</param>
    /// <param name="ensureZeroMean">Whether the mean of the row's values is subtracted.</param>
    /// <param name="ensureUnitStandardDeviation">Whether to divide by the standard deviation instead of the L2 norm.</param>
    /// <param name="scale">A factor on the result.</param>
    public static GlobalContrastNormalizingEstimator NormalizeGlobalContrast(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        bool ensureZeroMean = true,
        bool ensureUnitStandardDeviation = false,
        float scale = 1)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(GlobalContrastNormalizingEstimator), "GlobalContrastNormalizer");
        return new GlobalContrastNormalizingEstimator(outputColumnName, inputColumnName ?? outputColumnName, ensureZeroMean, ensureUnitStandardDeviation, scale);
    }
}
