using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// Features as bins, built once and shared by any number of boosters. The thresholds of a quantity may be dealt out to several sets, which
/// the trees of different rounds use in turn. Immutable.
/// </summary>
public sealed class BinnedMatrix
{
    private readonly BinSet[][] _sets;    // [columns][sets of the column]

    internal BinnedMatrix(int rows, ImmutableArray<FeatureBins> features, BinSet[][] sets, int threads)
    {
        Rows = rows;
        Features = features;
        _sets = sets;
        Views = BinView.Arrange(rows, sets, threads);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
    public int Columns => Features.Length;

    /// <summary>The bins of each column, with the thresholds of all sets.</summary>
    public ImmutableArray<FeatureBins> Features { get; }

    /// <summary>The features as the trees of one round see them; at least one.</summary>
    internal BinView[] Views { get; }

    /// <summary>Each set's bins by rows, but those of constant features.</summary>
    internal byte[][] BinColumns => [.. _sets.SelectMany(sets => sets).Select(set => set.Rows).Where(rows => rows.Length > 0)];

    /// <summary>The view for a round, counted from 1: each in turn.</summary>
    internal BinView View(int round) => Views[(round - 1) % Views.Length];

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

    /// <summary>Adds all that a training can see of the features to a hash.</summary>
    internal void Append(IncrementalHash hash)
    {
        foreach (var set in _sets.SelectMany(sets => sets))
        {
            hash.AppendData(MemoryMarshal.AsBytes(set.Bins.UpperBounds));
            hash.AppendData(MemoryMarshal.AsBytes(set.Bins.Categories));
            hash.AppendData([set.Bins.IsCategorical ? (byte)1 : (byte)0, set.Bins.HasMissing ? (byte)1 : (byte)0]);
            hash.AppendData(set.Rows);
        }
    }

    /// <summary>The same features of some of the rows.</summary>
    internal BinnedMatrix Choose(int[] rows, int threads)
    {
        var chosen = new BinSet[_sets.Length][];
        Pieces.For(chosen.Length, threads, f => chosen[f] = [.. _sets[f].Select(set => set.Choose(rows))]);
        return new BinnedMatrix(rows.Length, Features, chosen, threads);
    }
}

/// <summary>Thresholds of a feature, and the rows' bins between them.</summary>
/// <param name="Bins">At most 255 of values.</param>
/// <param name="Rows">[rows], empty for a constant feature.</param>
internal sealed record BinSet(FeatureBins Bins, byte[] Rows)
{
    public BinSet Choose(int[] rows) => Rows.Length == 0 ? this : this with { Rows = [.. rows.Select(row => Rows[row])] };
}

/// <summary>How feature values become bins.</summary>
public sealed record BinningOptions
{
    /// <summary>The most bins that a tree can have of a feature: so many fit into a byte.</summary>
    public const int MostBins = FeatureBins.MostInByte;

    /// <summary>The most sets of bins.</summary>
    public const int MostBinSets = 16;

    /// <summary>
    /// The largest number of value bins that a tree sees of a feature, 2 to 255; missing values have a bin of their own beside them.
    /// Default 255.
    /// </summary>
    public int MaximumBinCount { get; init; } = MostBins;

    /// <summary>
    /// The largest number of sets of bins, 1 to 16. With two, the thresholds of a quantity lie twice as close, and the trees of every
    /// second round use every second of them: borders become finer at the cost of memory, hardly of time. A feature has as many sets as
    /// its distinct values can fill. Default 2.
    /// </summary>
    public int BinSetCount { get; init; } = 2;

    /// <summary>Columns whose values are categories (whole numbers, 0 to 65535) rather than quantities. Default none.</summary>
    public ImmutableArray<int> CategoricalColumns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Threads used; 0 means one for each processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    internal void Validate(int columns)
    {
        if (MaximumBinCount is < 2 or > MostBins)
            throw new ArgumentException($"MaximumBinCount is {MaximumBinCount}; it must be between 2 and {MostBins}.");
        if (BinSetCount is < 1 or > MostBinSets)
            throw new ArgumentException($"BinSetCount is {BinSetCount}; it must be between 1 and {MostBinSets}.");
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
