namespace Microsoft.ML.Data;

/// <summary>A row mapper bound to its input: the output schema, and where each of its columns comes from.</summary>
internal sealed class MapperBinding : IRowToRowMapper
{
    // For each output column: the input column's position, or the bitwise complement of the added column's number.
    private readonly int[] _source;

    public MapperBinding(RowMapper mapper)
    {
        Mapper = mapper;
        var added = mapper.GetOutputColumns();
        AddedCount = added.Length;
        _source = Merge(mapper.InputSchema, added);
        var builder = new DataViewSchema.Builder();
        foreach (var source in _source)
        {
            var column = source >= 0 ? new DataViewSchema.DetachedColumn(mapper.InputSchema[source]) : added[~source];
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }
        OutputSchema = builder.ToSchema();
    }

    public RowMapper Mapper { get; }

    public int AddedCount { get; }

    public DataViewSchema InputSchema => Mapper.InputSchema;

    public DataViewSchema OutputSchema { get; }

    /// <summary>Where an output column comes from: an input column's position, or the complement of an added column's number.</summary>
    public int Source(int outputColumn) => _source[outputColumn];

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = NeededInputs(ColumnSet.Of(OutputSchema, dependingColumns));
        return InputSchema.Where(column => needed[column.Index]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Check.NotNull(input);
        return new MappedRow(input, this, ColumnSet.Of(OutputSchema, activeColumns));
    }

    /// <summary>Which input columns the given output columns need.</summary>
    public bool[] NeededInputs(bool[] activeOutputs)
    {
        var needed = new bool[InputSchema.Count];
        for (var i = 0; i < activeOutputs.Length; i++)
        {
            if (!activeOutputs[i])
                continue;
            if (_source[i] >= 0)
            {
                needed[_source[i]] = true;
                continue;
            }
            foreach (var input in Mapper.GetDependencies(~_source[i]))
                needed[input] = true;
        }
        return needed;
    }

    /// <summary>Whether the given output columns can only be read in one cursor.</summary>
    public bool NeedsOneCursor(bool[] activeOutputs) =>
        Mapper.InOneCursor && Enumerable.Range(0, activeOutputs.Length).Any(i => activeOutputs[i] && _source[i] < 0);

    /// <summary>The getters of the added columns among the active ones.</summary>
    public Delegate?[] CreateGetters(DataViewRow input, bool[] activeOutputs)
    {
        var active = new bool[AddedCount];
        var any = false;
        for (var i = 0; i < activeOutputs.Length; i++)
        {
            if (activeOutputs[i] && _source[i] < 0)
                any = active[~_source[i]] = true;
        }
        return any ? Mapper.CreateGetters(input, active) : new Delegate?[AddedCount];
    }

    // A new name goes to the end; a name that is there already goes right after the column that it hides.
    private static int[] Merge(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
    {
        var merged = Enumerable.Range(0, input.Count).ToList();
        string Name(int source) => source >= 0 ? input[source].Name : added[~source].Name;
        for (var i = 0; i < added.Length; i++)
        {
            var hidden = merged.FindLastIndex(source => Name(source) == added[i].Name);
            merged.Insert(hidden < 0 ? merged.Count : hidden + 1, ~i);
        }
        return [.. merged];
    }
}
