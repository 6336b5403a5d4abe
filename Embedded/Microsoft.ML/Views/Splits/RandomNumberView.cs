using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The input with a column of random numbers from [0, 1), the same in every reading.</summary>
internal sealed class RandomNumberView : IDataView
{
    private readonly IDataView _input;
    private readonly uint _seed;

    public RandomNumberView(IDataView input, string name, uint seed)
    {
        _input = input;
        _seed = seed;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input.Schema);
        builder.AddColumn(name, NumberDataViewType.Single);
        Schema = builder.ToSchema();
    }

    // The numbers belong to the order in which the rows come.
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = ColumnSet.Of(Schema, columnsNeeded);
        return new RandomNumberCursor(_input.GetRowCursor(_input.Schema.Where(column => active[column.Index])), Schema, active, new HybridTausworthe(_seed));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
