namespace Microsoft.ML.Data;

/// <summary>The columns of a mapped row: those of the input, passed through, and those that the mapper makes.</summary>
internal sealed class MappedColumns(DataViewRow input, MapperBinding binding, bool[] active)
{
    private readonly Delegate?[] _added = binding.CreateGetters(input, active);

    public bool IsActive(DataViewSchema.Column column) => (uint)column.Index < (uint)active.Length && active[column.Index];

    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ColumnSet.CheckActive(active, column);
        var source = binding.Source(column.Index);
        return source >= 0
            ? input.GetGetter<TValue>(binding.InputSchema[source])
            : _added[~source] as ValueGetter<TValue> ?? throw Errors.GetterType<TValue>(binding.OutputSchema[column.Index]);
    }
}
