using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Each row as often as a Poisson number of mean 1 says, or, as the complement, the rows for which that number is 0, once each.</summary>
internal sealed class BootstrapView(IDataView input, uint seed, bool complement) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => input.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new BootstrapCursor(input.GetRowCursor(columnsNeeded), new HybridTausworthe(seed), complement);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
