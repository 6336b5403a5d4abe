using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Prediction;

/// <summary>What a scored row and a scored cursor share: which columns are active, and a getter for each.</summary>
internal sealed class ScoredColumns
{
    private readonly DataViewRow _input;
    private readonly ScoringRowMapper _mapper;
    private readonly Func<int, bool> _isActive;
    private RowScorer? _scorer;

    public ScoredColumns(DataViewRow input, ScoringRowMapper mapper, Func<int, bool> isActive)
    {
        _input = input;
        _mapper = mapper;
        _isActive = isActive;
    }

    public bool IsActive(DataViewSchema.Column column)
    {
        Check(column);
        return _isActive(column.Index);
    }

    public ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsActive(column))
            throw new InvalidOperationException($"The column '{column.Name}' was not asked for when the cursor was made.");
        var inputs = _mapper.InputSchema.Count;
        if (column.Index < inputs) return _input.GetGetter<TValue>(_mapper.InputSchema[column.Index]);

        _scorer ??= new RowScorer(_input, _mapper.Features, _mapper.Model);
        return _mapper.Added[column.Index - inputs].CreateGetter(_scorer) as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"The column '{column.Name}' is of type {column.Type} ({column.Type.RawType}), not of {typeof(TValue)}.");
    }

    private void Check(DataViewSchema.Column column)
    {
        var schema = _mapper.OutputSchema;
        if (column.Index >= schema.Count || schema[column.Index].Name != column.Name)
            throw new ArgumentException($"The column '{column.Name}' is not one of this row's.", nameof(column));
    }
}
