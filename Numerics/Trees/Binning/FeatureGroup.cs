namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Some features' bins by rows, laid out for building histograms. Dense: a byte for each feature of a row. Sparse: only the bins that are
/// not their feature's most frequent one, as positions in the group's part of the histogram; the frequent bin follows by subtraction.
/// </summary>
internal sealed class FeatureGroup
{
    /// <summary>The features in the order of their bins.</summary>
    public required int[] Features { get; init; }

    /// <summary>Where the group's bins start in a histogram, and how many there are.</summary>
    public required int HistogramStart { get; init; }

    public required int HistogramLength { get; init; }

    public required bool IsSparse { get; init; }

    /// <summary>Dense: [rows, features] bins.</summary>
    public byte[] Bins { get; init; } = [];

    /// <summary>Dense: each feature's first position within the group.</summary>
    public int[] LocalOffsets { get; init; } = [];

    /// <summary>Sparse: [rows + 1] where each row's entries start.</summary>
    public int[] RowStarts { get; init; } = [];

    /// <summary>Sparse: positions within the group, row after row.</summary>
    public ushort[] Entries { get; init; } = [];

    /// <summary>Sparse: the position of each feature's most frequent bin, within the whole histogram.</summary>
    public int[] FrequentBins { get; init; } = [];

    /// <summary>Mean histogram updates of one row.</summary>
    public double EntriesPerRow { get; init; }
}
