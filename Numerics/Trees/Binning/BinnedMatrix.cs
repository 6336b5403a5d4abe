using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Features as bins, built once and shared by any number of boosters: a column of bytes for each feature (to divide rows) and rows of
/// bins by groups of features (to build histograms). Immutable.
/// </summary>
public sealed class BinnedMatrix
{
    private BinnedMatrix(int rows, FeatureBins[] features, byte[][] columns, FeatureGroup[] groups, int[] offsets, int histogramLength)
    {
        Rows = rows;
        Features = ImmutableArray.Create(features);
        ColumnBins = columns;
        Groups = groups;
        HistogramOffsets = offsets;
        HistogramLength = histogramLength;
    }

    public int Rows { get; }

    public int Columns => Features.Length;

    /// <summary>The bins of each column.</summary>
    public ImmutableArray<FeatureBins> Features { get; }

    /// <summary>[columns][rows], empty for a constant feature, which no tree can use.</summary>
    internal byte[][] ColumnBins { get; }

    internal FeatureGroup[] Groups { get; }

    /// <summary>Where each feature's bins start in a histogram; -1 for a constant feature.</summary>
    internal int[] HistogramOffsets { get; }

    internal int HistogramLength { get; }

    /// <summary>Bins features [rows, columns], row-major; NaN is a missing value.</summary>
    /// <exception cref="ArgumentException">No rows or columns, a length that is not rows × columns, an infinite value, a bad category.</exception>
    public static BinnedMatrix Create(ReadOnlyMemory<float> features, int rows, int columns, BinningOptions? options = null)
    {
        options ??= new BinningOptions();
        if (rows <= 0) throw new ArgumentException("There are no training rows: at least one is needed.", nameof(rows));
        if (columns <= 0) throw new ArgumentException("There are no features: at least one column is needed.", nameof(columns));
        if (features.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"The features hold {features.Length} values; {rows} rows of {columns} columns need {(long)rows * columns}.", nameof(features));
        }
        options.Validate(columns);
        return BinnedMatrixBuilder.Encode(features, rows, columns, options);
    }

    internal static BinnedMatrix FromColumns(int rows, FeatureBins[] bins, byte[][] columnBins, int threads)
    {
        (FeatureGroup[] groups, int[] offsets, int length) = FeatureGrouping.Arrange(rows, bins, columnBins, threads);
        return new BinnedMatrix(rows, bins, columnBins, groups, offsets, length);
    }
}
