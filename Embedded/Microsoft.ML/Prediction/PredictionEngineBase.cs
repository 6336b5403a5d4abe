using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>
/// Predicts for one object at a time. Not safe for several threads: one engine for each.
/// All delegates are made when the engine is; a prediction needs no reflection, and allocates only what it returns.
/// </summary>
public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly ITransformer _transformer;
    private readonly bool _ownsTransformer;
    private readonly RowObject<TSrc> _input = new();
    private readonly DataViewRow _output;
    private readonly Action<TDst>[] _setters;
    private bool _disposed;

    private protected PredictionEngineBase(ITransformer transformer, PredictionEngineOptions options)
    {
        _transformer = Check.NotNull(transformer);
        _ownsTransformer = options.OwnsTransformer;
        Check.Param(
            transformer.IsRowToRowMapper, nameof(transformer),
            $"Must be a row to row mapper: a {transformer.GetType()} does not make each of its rows from one row, so that it cannot predict for single ones.");

        var inputColumns = TypedColumn.Of(typeof(TSrc), options.InputSchemaDefinition, SchemaDefinition.Direction.Read);
        var mapper = transformer.GetRowToRowMapper(TypedColumn.ToSchema(inputColumns));
        OutputSchema = mapper.OutputSchema;
        var outputColumns = TypedColumn.Of(typeof(TDst), options.OutputSchemaDefinition, SchemaDefinition.Direction.Write);
        var matched = MemberSetters.Match(OutputSchema, outputColumns, options.IgnoreMissingColumns);
        var needed = Array.ConvertAll(matched, column => column.Source);
        var active = ColumnSet.Of(mapper.InputSchema, mapper.GetDependencies(needed));
        _output = mapper.GetRow(new TypedRow<TSrc>(_input, mapper.InputSchema, inputColumns, active), needed);
        _setters = Array.ConvertAll(matched, column => MemberSetters.Create<TDst>(_output, column.Target, column.Source));
    }

    /// <summary>The columns that the transformer gives.</summary>
    public DataViewSchema OutputSchema { get; }

    /// <summary>Predicts into a new object.</summary>
    public TDst Predict(TSrc example)
    {
        var prediction = new TDst();
        Predict(example, ref prediction);
        return prediction;
    }

    /// <summary>Predicts into an object that is there, which allocates nothing when its arrays have the right lengths.</summary>
    /// <param name="example">The input.</param>
    /// <param name="prediction">The object to be filled; a new one when null.</param>
    public abstract void Predict(TSrc example, ref TDst prediction);

    /// <summary>Disposes the engine and, unless the options say otherwise, the transformer.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _output.Dispose();
        if (_ownsTransformer)
            (_transformer as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Fill(TSrc example, ref TDst prediction)
    {
        _input.Set(Check.NotNull(example));
        prediction ??= new TDst();
        foreach (var set in _setters)
            set(prediction);
    }
}
