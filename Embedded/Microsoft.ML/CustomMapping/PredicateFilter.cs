namespace Microsoft.ML.Data;

/// <summary>The rows for which a function of the user's own is false.</summary>
internal sealed class PredicateFilter<TSrc> : FilterView
    where TSrc : class, new()
{
    private readonly (TypedColumn Target, DataViewSchema.Column Source)[] _columns;
    private readonly Func<Func<TSrc, bool>> _createPredicate;

    /// <summary>A filter.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="createPredicate">Makes the function for one cursor, which may keep a state.</param>
    /// <param name="keepsState">Whether it does, so that the order of the rows matters.</param>
    public PredicateFilter(IDataView input, Func<Func<TSrc, bool>> createPredicate, bool keepsState)
        : base(input)
    {
        _columns = MemberSetters.Match(input.Schema, TypedColumn.Of(typeof(TSrc), null, SchemaDefinition.Direction.Write), ignoreMissing: false);
        _createPredicate = createPredicate;
        InOneCursor = keepsState;
        CanShuffle = !keepsState && input.CanShuffle;
    }

    public override bool CanShuffle { get; }

    protected override bool InOneCursor { get; }

    protected override IEnumerable<DataViewSchema.Column> TestedColumns => _columns.Select(column => column.Source);

    protected override Func<bool> CreateTest(DataViewRowCursor cursor)
    {
        var setters = Array.ConvertAll(_columns, column => MemberSetters.Create<TSrc>(cursor, column.Target, column.Source));
        var row = new TSrc();
        var drops = _createPredicate();
        return () =>
        {
            foreach (var set in setters)
                set(row);
            return !drops(row);
        };
    }
}
