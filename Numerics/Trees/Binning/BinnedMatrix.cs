using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// Features as bins, built once and shared by any number of boosters: a column of bytes for each feature (to divide rows) and rows of bins
/// by groups of features (to build histograms). Immutable.
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

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
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
    /// <exception cref="ArgumentException">No rows or columns, a length that is not rows × columns, an infinite value, a bad
    /// category.</exception>
    public static BinnedMatrix Create(ReadOnlyMemory<float> features, int rows, int columns, BinningOptions? options = null)
    {
        options ??= new BinningOptions();
        if (rows <= 0)
            throw new ArgumentException("There are no training rows: at least one is needed.", nameof(rows));
        if (columns <= 0)
            throw new ArgumentException("There are no features: at least one column is needed.", nameof(columns));
        if (features.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"The features hold {features.Length} values; {rows} rows of {columns} columns need {(long)rows * columns}.",
                nameof(features));
        }

        options.Validate(columns);
        return BinnedMatrixBuilder.Encode(features, rows, columns, options);
    }

    internal static BinnedMatrix FromColumns(int rows, FeatureBins[] bins, byte[][] columnBins, int threads)
    {
        var (groups, offsets, length) = FeatureGrouping.Arrange(rows, bins, columnBins, threads);
        return new BinnedMatrix(rows, bins, columnBins, groups, offsets, length);
    }
}

/// <summary>How feature values become bins.</summary>
public sealed record BinningOptions
{
    /// <summary>
    /// The largest number of value bins of one feature, 2 to 255; missing values have a bin of their own beside them. Default 255.
    /// </summary>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Columns whose values are categories (whole numbers, 0 to 65535) rather than quantities. Default none.</summary>
    public ImmutableArray<int> CategoricalColumns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Threads used; 0 means one for each processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    internal void Validate(int columns)
    {
        if (MaximumBinCount is < 2 or > 255)
            throw new ArgumentException($"MaximumBinCount is {MaximumBinCount}; it must be between 2 and 255.");
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        foreach (var column in CategoricalColumns)
        {
            if ((uint)column >= (uint)columns)
            {
                throw new ArgumentException(
                    $"The categorical column {column} does not exist: the features have columns 0 to {columns - 1}.");
            }
        }
    }
}
