using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Normalization;

namespace Microsoft.ML;

/// <summary>Transforms that bring numbers to a common range.</summary>
public static partial class NormalizationCatalog
{
    private const long DefaultMaximumExampleCount = 1_000_000_000;

    /// <summary>Scales by the largest magnitude, so that zero stays, or the range from minimum to maximum to [0, 1].</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The normalized column.</param>
    /// <param name="inputColumnName">The column to normalize, of Single or Double, scalar or vector; the output column's name when null.</param>
    /// <param name="maximumExampleCount">The first rows that are looked at.</param>
    /// <param name="fixZero">Whether zero is mapped to zero, which keeps sparse vectors sparse.</param>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = DefaultMaximumExampleCount,
        bool fixZero = true) =>
        catalog.NormalizeMinMax([new InputOutputColumnPair(outputColumnName, inputColumnName)], maximumExampleCount, fixZero);

    /// <summary>Scales by the largest magnitude, so that zero stays, or the range from minimum to maximum to [0, 1].</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="columns">The columns, of Single or Double, scalar or vector.</param>
    /// <param name="maximumExampleCount">The first rows that are looked at.</param>
    /// <param name="fixZero">Whether zero is mapped to zero, which keeps sparse vectors sparse.</param>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = DefaultMaximumExampleCount,
        bool fixZero = true)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(NormalizingEstimator));
        return new NormalizingEstimator([.. Check.NotNull(columns).Select(pair =>
            new MinMaxColumn(pair.OutputColumnName, pair.InputColumnName, maximumExampleCount, fixZero))]);
    }

    /// <summary>Scales to mean square 1, so that zero stays; or to mean 0 and variance 1; or to the normal distribution function.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="outputColumnName">The normalized column.</param>
    /// <param name="inputColumnName">The column to normalize, of Single or Double, scalar or vector; the output column's name when null.</param>
    /// <param name="maximumExampleCount">The first rows that are looked at.</param>
    /// <param name="fixZero">Whether zero is mapped to zero, which keeps sparse vectors sparse.</param>
    /// <param name="useCdf">Whether to give the distribution function instead.</param>
    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        long maximumExampleCount = DefaultMaximumExampleCount,
        bool fixZero = true,
        bool useCdf = false) =>
        catalog.NormalizeMeanVariance([new InputOutputColumnPair(outputColumnName, inputColumnName)], maximumExampleCount, fixZero, useCdf);

    /// <summary>Scales to mean square 1, so that zero stays; or to mean 0 and variance 1; or to the normal distribution function.</summary>
    /// <param name="catalog">The transforms.</param>
    /// <param name="columns">The columns, of Single or Double, scalar or vector.</param>
    /// <param name="maximumExampleCount">The first rows that are looked at.</param>
    /// <param name="fixZero">Whether zero is mapped to zero, which keeps sparse vectors sparse.</param>
    /// <param name="useCdf">Whether to give the distribution function instead.</param>
    public static NormalizingEstimator NormalizeMeanVariance(
        this TransformsCatalog catalog,
        InputOutputColumnPair[] columns,
        long maximumExampleCount = DefaultMaximumExampleCount,
        bool fixZero = true,
        bool useCdf = false)
    {
        Check.NotNull(catalog).Environment.RegisterAll(nameof(NormalizingEstimator));
        return new NormalizingEstimator([.. Check.NotNull(columns).Select(pair =>
            new MeanVarianceColumn(pair.OutputColumnName, pair.InputColumnName, maximumExampleCount, fixZero, useCdf))]);
    }
}
