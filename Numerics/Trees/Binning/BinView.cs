namespace MlPipelines.Numerics.Trees.Binning;

/// <summary>
/// The features as the trees of one round see them: of each feature one set of at most 255 bins, by columns (to divide rows) and by rows in
/// groups of features (to build histograms). Features with one set share their groups among all views.
/// </summary>
internal sealed class BinView
{
    private BinView(int rows, FeatureBins[] features, byte[][] columns, FeatureGroup[] groups, int[] offsets, int histogramLength)
    {
        Rows = rows;
        Features = features;
        Columns = columns;
        Groups = groups;
        HistogramOffsets = offsets;
        HistogramLength = histogramLength;
    }

    public int Rows { get; }

    /// <summary>[features].</summary>
    public FeatureBins[] Features { get; }

    /// <summary>[features][rows], empty for a constant feature, which no tree can use.</summary>
    public byte[][] Columns { get; }

    public FeatureGroup[] Groups { get; }

    /// <summary>[features]: where each feature's bins start in a histogram; -1 for a constant feature.</summary>
    public int[] HistogramOffsets { get; }

    public int HistogramLength { get; }

    /// <summary>As many views as the feature with the most sets has; the sets of each feature in turn.</summary>
    /// <param name="sets">[features][sets of the feature]</param>
    public static BinView[] Arrange(int rows, BinSet[][] sets, int threads)
    {
        int[] shared = [.. Enumerable.Range(0, sets.Length).Where(f => sets[f].Length == 1)];
        int[] own = [.. Enumerable.Range(0, sets.Length).Where(f => sets[f].Length > 1)];
        var (first, firstColumns) = Turn(sets, 0);
        var common = FeatureGrouping.Arrange(rows, first, firstColumns, shared, start: 0, threads);
        return [.. Enumerable.Range(0, sets.Max(s => s.Length)).Select(turn =>
        {
            var (bins, columns) = Turn(sets, turn);
            var others = FeatureGrouping.Arrange(rows, bins, columns, own, common.End, threads);
            return new BinView(
                rows, bins, columns, [.. common.Groups, .. others.Groups],
                [.. common.Offsets.Select((offset, f) => Math.Max(offset, others.Offsets[f]))], others.End);
        })];
    }

    private static (FeatureBins[] Bins, byte[][] Columns) Turn(BinSet[][] sets, int turn)
    {
        BinSet[] chosen = [.. sets.Select(s => s[turn % s.Length])];
        return ([.. chosen.Select(set => set.Bins)], [.. chosen.Select(set => set.Rows)]);
    }
}
