using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// The rows in a random order: rows pass through a pool, from which the next one is drawn. The order is the same in every reading,
/// and that of ML.NET for the same seed and the same source.
/// </summary>
internal sealed class ShuffleView(IDataView input, int seed, int poolSize, bool shuffleSource) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var random = rand ?? HybridTausworthe.Create(seed);
        var sourceRandom = shuffleSource ? new HybridTausworthe(random) : null;
        var cursor = input.GetRowCursor(columnsNeeded, input.CanShuffle ? sourceRandom : null);
        return poolSize == 1 ? cursor : new ShuffleCursor(cursor, poolSize, random);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
