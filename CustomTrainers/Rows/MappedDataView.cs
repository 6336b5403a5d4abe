using Microsoft.ML;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>The input with the mapper's columns behind it; nothing is computed before a cursor asks for it.</summary>
internal sealed class MappedDataView<TState> : IDataView
    where TState : class
{
    private readonly IDataView _input;
    private readonly RowMapper<TState> _mapper;

    public MappedDataView(IDataView input, RowMapper<TState> mapper)
    {
        _input = input;
        _mapper = mapper;
    }

    public bool CanShuffle => _input.CanShuffle;

    public DataViewSchema Schema => _mapper.OutputSchema;

    public long? GetRowCount() => _input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return new MappedCursor<TState>(_input.GetRowCursor(_mapper.GetDependencies(columns), rand), _mapper, _mapper.ActiveSet(columns));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        var active = _mapper.ActiveSet(columns);
        return [.. _input.GetRowCursorSet(_mapper.GetDependencies(columns), n, rand).Select(c => new MappedCursor<TState>(c, _mapper, active))];
    }
}
