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
        bool[] categorical = new bool[columns];
        foreach (int column in options.CategoricalColumns) categorical[column] = true;

        var bins = new FeatureBins[columns];
        byte[][] columnBins = new byte[columns][];
        const int Width = 16;    // one cache line of a row
        int threads = Parallelism.Threads(options.Threads);
        int blocks = (columns + Width - 1) / Width;
        float[][] buffers = [.. Enumerable.Range(0, Math.Min(threads, blocks)).Select(_ => GC.AllocateUninitializedArray<float>(checked(Math.Min(Width, columns) * rows)))];
        Parallelism.ForEachWorker(blocks, buffers, (block, transposed) =>
        {
            int first = block * Width;
            int width = Math.Min(Width, columns - first);
            Transpose(features.Span, rows, columns, first, width, transposed);
            for (int j = 0; j < width; j++)
            {
                int column = first + j;
                ReadOnlySpan<float> values = transposed.AsSpan(j * rows, rows);
                bins[column] = categorical[column]
                    ? BinMapper.Category(values, column, options.MaximumBinCount)
                    : BinMapper.Quantity(values, options.MaximumBinCount);
                columnBins[column] = [];
                if (bins[column].IsConstant) continue;
                columnBins[column] = GC.AllocateUninitializedArray<byte>(rows);
                bins[column].Bin(values, columnBins[column]);
            }
        });
        return FromColumns(rows, bins, columnBins, threads);
    }

    internal static BinnedMatrix FromColumns(int rows, FeatureBins[] bins, byte[][] columnBins, int threads)
    {
        (FeatureGroup[] groups, int[] offsets, int length) = FeatureGrouping.Arrange(rows, bins, columnBins, threads);
        return new BinnedMatrix(rows, bins, columnBins, groups, offsets, length);
    }

    private static void Transpose(ReadOnlySpan<float> features, int rows, int columns, int first, int width, float[] transposed)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = features.Slice((int)((long)row * columns + first), width);
            for (int j = 0; j < values.Length; j++)
            {
                float value = values[j];
                if (float.IsInfinity(value))
                {
                    throw new ArgumentException(
                        $"The feature at row {row}, column {first + j} is infinite: features must be finite, or NaN where missing. Clip or replace it before training.",
                        nameof(features));
                }
                transposed[j * rows + row] = value;
            }
        }
    }
}
