namespace Microsoft.ML.Data;

/// <summary>A mapper of which each output column is made from one input column.</summary>
internal abstract class OneToOneMapper : RowMapper
{
    private readonly (string Output, string Input)[] _pairs;

    /// <summary>A mapper for these pairs, whose input columns must be in the schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing.</exception>
    protected OneToOneMapper(DataViewSchema inputSchema, IReadOnlyList<(string Output, string Input)> pairs)
        : base(inputSchema)
    {
        _pairs = [.. pairs];
        InputColumns = new DataViewSchema.Column[_pairs.Length];
        for (var i = 0; i < _pairs.Length; i++)
        {
            InputColumns[i] = inputSchema.GetColumnOrNull(_pairs[i].Input)
                ?? throw Errors.MissingColumn(nameof(inputSchema), "input", _pairs[i].Input, inputSchema);
        }
    }

    /// <summary>The input column of each pair.</summary>
    protected DataViewSchema.Column[] InputColumns { get; }

    /// <inheritdoc/>
    public sealed override DataViewSchema.DetachedColumn[] GetOutputColumns()
    {
        var columns = new DataViewSchema.DetachedColumn[_pairs.Length];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = GetOutputColumn(i, _pairs[i].Output, InputColumns[i]);
        return columns;
    }

    /// <inheritdoc/>
    public sealed override IEnumerable<int> GetDependencies(int output) => [InputColumns[output].Index];

    /// <inheritdoc/>
    public sealed override Delegate?[] CreateGetters(DataViewRow input, bool[] active)
    {
        var getters = new Delegate?[_pairs.Length];
        for (var i = 0; i < getters.Length; i++)
        {
            if (active[i])
                getters[i] = CreateGetter(input, i, InputColumns[i]);
        }
        return getters;
    }

    /// <summary>The output column of a pair; the place to check the input's type.</summary>
    protected abstract DataViewSchema.DetachedColumn GetOutputColumn(int pair, string outputName, DataViewSchema.Column input);

    /// <summary>The getter of a pair's output column.</summary>
    protected abstract Delegate CreateGetter(DataViewRow row, int pair, DataViewSchema.Column input);
}
