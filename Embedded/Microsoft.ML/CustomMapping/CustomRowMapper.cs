namespace Microsoft.ML.Data;

/// <summary>Makes the members of one object from those of another, once for each row.</summary>
/// <param name="inputSchema">The schema of the rows.</param>
/// <param name="inputColumns">The columns that are read.</param>
/// <param name="outputColumns">The columns that are added.</param>
/// <param name="createMap">Makes the function for one reading, which may keep a state.</param>
/// <param name="keepsState">Whether it does, so that the order of the rows matters.</param>
internal sealed class CustomRowMapper<TSrc, TDst>(
    DataViewSchema inputSchema, TypedColumn[] inputColumns, TypedColumn[] outputColumns, Func<Action<TSrc, TDst>> createMap, bool keepsState)
    : RowMapper(inputSchema)
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly (TypedColumn Target, DataViewSchema.Column Source)[] _inputs = MemberSetters.Match(inputSchema, inputColumns, ignoreMissing: false);

    public override bool InOneCursor => keepsState;

    public override DataViewSchema.DetachedColumn[] GetOutputColumns() =>
        Array.ConvertAll(outputColumns, column => new DataViewSchema.DetachedColumn(column.Name, column.Type, column.Annotations));

    // The function may use every column, so that any output needs them all.
    public override IEnumerable<int> GetDependencies(int output) => _inputs.Select(input => input.Source.Index);

    public override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
    {
        var setters = Array.ConvertAll(_inputs, column => MemberSetters.Create<TSrc>(input, column.Target, column.Source));
        var source = new TSrc();
        var target = new RowObject<TDst>();
        var result = new TDst();
        var map = createMap();
        var getters = new Delegate?[outputColumns.Length];
        for (var i = 0; i < getters.Length; i++)
        {
            if (active[i])
                getters[i] = RawTypes.Call<Delegate>(Refreshing<int>, outputColumns[i].Type.RawType, MemberGetters.Create(target, outputColumns[i]), (Action)Refresh);
        }
        return getters;

        void Refresh()
        {
            if (target.Position == input.Position)
                return;
            foreach (var set in setters)
                set(source);
            map(source, result);
            target.Set(result, input.Position);
        }
    }

    private static ValueGetter<T> Refreshing<T>(Delegate getter, Action refresh)
    {
        var read = (ValueGetter<T>)getter;
        return (ref T value) =>
        {
            refresh();
            read(ref value);
        };
    }
}
