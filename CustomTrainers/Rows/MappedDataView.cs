using Microsoft.ML;
using Microsoft.ML.Data;
using MlPipelines.CustomTrainers.Interop;

namespace MlPipelines.CustomTrainers.Rows;

/// <summary>The input with the mapper's columns behind it; nothing is computed before a cursor asks for it.</summary>
/// <param name="component">The transformer that maps, as errors call it.</param>
/// <param name="input">The rows.</param>
/// <param name="mapper">The mapping.</param>
/// <param name="toOnnx">Adds the same columns to an ONNX graph.</param>
/// <param name="nameOfStep">What errors call the steps before, which then must all have an ONNX form; null for no such demand.</param>
internal sealed class MappedDataView<TState>(
    string component, IDataView input, RowMapper<TState> mapper, Action<OnnxColumns> toOnnx, Func<IDataView, string>? nameOfStep = null)
    : TransformedRows(component, input, toOnnx, nameOfStep)
    where TState : class
{
    public override DataViewSchema Schema => mapper.OutputSchema;

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return new MappedCursor<TState>(Source.GetRowCursor(mapper.GetDependencies(columns), rand), mapper, mapper.ActiveSet(columns));
    }

    public override DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        var active = mapper.ActiveSet(columns);
        return [.. Source.GetRowCursorSet(mapper.GetDependencies(columns), n, rand).Select(
            c => new MappedCursor<TState>(c, mapper, active))];
    }
}

/// <summary>A row of the input with the mapper's columns behind it. Disposing it disposes the input.</summary>
internal sealed class MappedRow<TState> : DataViewRow
    where TState : class
{
    private readonly DataViewRow _input;
    private readonly MappedColumns<TState> _columns;

    public MappedRow(DataViewRow input, RowMapper<TState> mapper, bool[] active)
    {
        _input = input;
        _columns = new MappedColumns<TState>(input, mapper, active);
        Schema = mapper.OutputSchema;
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A cursor of the input with the mapper's columns behind it. Disposing it disposes the input.</summary>
internal sealed class MappedCursor<TState> : DataViewRowCursor
    where TState : class
{
    private readonly DataViewRowCursor _input;
    private readonly MappedColumns<TState> _columns;

    public MappedCursor(DataViewRowCursor input, RowMapper<TState> mapper, bool[] active)
    {
        _input = input;
        _columns = new MappedColumns<TState>(input, mapper, active);
        Schema = mapper.OutputSchema;
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool MoveNext() => _input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _columns.GetGetter<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }
}

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
        if (column.Index < inputs)
            return _input.GetGetter<TValue>(_mapper.InputSchema[column.Index]);

        _state ??= _mapper.CreateState(_input);
        return _mapper.Added[column.Index - inputs].CreateGetter(_state) as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"The column '{column.Name}' is of type {column.Type} ({column.Type.RawType}), not of {typeof(TValue)}.");
    }
}
