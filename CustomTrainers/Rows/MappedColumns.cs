using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>What a mapped row and a mapped cursor share: which columns are active, and a getter for each.</summary>
internal sealed class MappedColumns<TState>
    where TState : class
{
    private readonly DataViewRow _input;
    private readonly RowMapper<TState> _mapper;
    private readonly bool[] _active;
    private TState? _state;

    public MappedColumns(DataViewRow input, RowMapper<TState> mapper, bool[] active)
    {
        _input = input;
        _mapper = mapper;
        _active = active;
    }

    public bool IsActive(DataViewSchema.Column column)
    {
        var schema = _mapper.OutputSchema;
        if (column.Index >= schema.Count || schema[column.Index].Name != column.Name)
            throw new ArgumentException($"The column '{column.Name}' is not one of this row's.", nameof(column));
        return _active[column.Index];
    }

    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
            throw new InvalidOperationException($"The column '{column.Name}' was not asked for when the cursor was made.");
        var inputs = _mapper.InputSchema.Count;
        if (column.Index < inputs) return _input.GetGetter<TValue>(_mapper.InputSchema[column.Index]);

        _state ??= _mapper.CreateState(_input);
        return _mapper.Added[column.Index - inputs].CreateGetter(_state) as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"The column '{column.Name}' is of type {column.Type} ({column.Type.RawType}), not of {typeof(TValue)}.");
    }
}
