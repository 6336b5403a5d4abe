namespace Microsoft.ML.Data;

/// <summary>The rows for which a function of the user's own is false.</summary>
internal sealed class PredicateFilter<TSrc> : FilterView
    where TSrc : class, new()
{
    private readonly (TypedColumn Target, DataViewSchema.Column Source)[] _columns;
    private readonly Func<TSrc, bool> _drops;

    public PredicateFilter(IDataView input, Func<TSrc, bool> drops)
        : base(input)
    {
        _columns = MemberSetters.Match(input.Schema, TypedColumn.Of(typeof(TSrc), null, SchemaDefinition.Direction.Write), ignoreMissing: false);
        _drops = drops;
    }

    protected override IEnumerable<DataViewSchema.Column> TestedColumns => _columns.Select(column => column.Source);

    protected override Func<bool> CreateTest(DataViewRowCursor cursor)
    {
        var setters = Array.ConvertAll(_columns, column => MemberSetters.Create<TSrc>(cursor, column.Target, column.Source));
        var row = new TSrc();
        return () =>
        {
            foreach (var set in setters)
                set(row);
            return !_drops(row);
        };
    }
}
