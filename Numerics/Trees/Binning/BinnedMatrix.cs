using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// Features as bins, built once and shared by any number of boosters: a column of bytes for each feature (to divide rows) and rows of bins
/// by groups of features (to build histograms). Immutable.
/// </summary>
public sealed class BinnedMatrix
{
    private BinnedMatrix(int rows, ImmutableArray<FeatureBins> features, BinSlice[] slices, FeatureGroup[] groups, int[] offsets,
        int histogramLength)
    {
        Rows = rows;
        Features = features;
        Slices = [.. slices.Select(s => s.Bins)];
        SliceFeatures = [.. slices.Select(s => s.Feature)];
        ColumnBins = [.. slices.Select(s => s.Column)];
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

    /// <summary>
    /// [slices]: the bins as trees use them, at most 255 values each. A feature of more bins has several slices, each with every second
    /// (third, fourth, fifth) of its thresholds: together they have them all, and every kernel works on bytes.
    /// </summary>
    internal FeatureBins[] Slices { get; }

    /// <summary>[slices]: the feature of each.</summary>
    internal int[] SliceFeatures { get; }

    /// <summary>[slices][rows], empty for a constant feature, which no tree can use.</summary>
    internal byte[][] ColumnBins { get; }

    internal FeatureGroup[] Groups { get; }

    /// <summary>Where each slice's bins start in a histogram; -1 for a constant feature.</summary>
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

    internal static BinnedMatrix FromSlices(int rows, ImmutableArray<FeatureBins> features, BinSlice[] slices, int threads)
    {
        var (groups, offsets, length) = FeatureGrouping.Arrange(
            rows, [.. slices.Select(s => s.Bins)], [.. slices.Select(s => s.Column)], threads);
        return new BinnedMatrix(rows, features, slices, groups, offsets, length);
    }
}

/// <summary>Some of a feature's thresholds, and the rows' bins between them.</summary>
/// <param name="Feature">The feature's column.</param>
/// <param name="Bins">At most 255 of values.</param>
/// <param name="Column">[rows], empty for a constant feature.</param>
internal sealed record BinSlice(int Feature, FeatureBins Bins, byte[] Column);

/// <summary>How feature values become bins.</summary>
public sealed record BinningOptions
{
    /// <summary>The most bins that a feature can have.</summary>
    public const int MostBins = 1020;

    /// <summary>
    /// The largest number of value bins of one feature, 2 to 1020; missing values have a bin of their own beside them. More than 255 pay
    /// where few features decide at fine borders and rows are many; a quantity of more than 255 bins costs as much as two to five features.
    /// Categories have at most 255 bins. Default 255.
    /// </summary>
    public int MaximumBinCount { get; init; } = 255;

    /// <summary>Columns whose values are categories (whole numbers, 0 to 65535) rather than quantities. Default none.</summary>
    public ImmutableArray<int> CategoricalColumns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Threads used; 0 means one for each processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    internal void Validate(int columns)
    {
        if (MaximumBinCount is < 2 or > MostBins)
            throw new ArgumentException($"MaximumBinCount is {MaximumBinCount}; it must be between 2 and {MostBins}.");
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
