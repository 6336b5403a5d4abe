namespace Microsoft.ML.Data;

/// <summary>The base of transformers that hold a trained model and add its predictions.</summary>
public abstract class PredictionTransformerBase<TModel> : IPredictionTransformer<TModel>, IDisposable
    where TModel : class
{
    private protected PredictionTransformerBase(TModel model)
    {
        Model = Check.NotNull(model);
    }

    /// <summary>The trained model.</summary>
    public TModel Model { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>The schema of the output for that schema of the input; checks the feature column.</summary>
    public abstract DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <summary>The input with the predictions.</summary>
    public IDataView Transform(IDataView input) => new MappedView(Check.NotNull(input), Bind(input.Schema));

    /// <summary>Disposes the model where it needs that.</summary>
    public void Dispose()
    {
        (Model as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    private protected abstract RowMapper CreateMapper(DataViewSchema inputSchema);

    private protected MapperBinding Bind(DataViewSchema inputSchema) => new(CreateMapper(Check.NotNull(inputSchema)));

    private protected virtual void SaveModel(ModelSaveContext ctx) =>
        throw new NotSupportedException($"{GetType().Name} with a model of type {Model.GetType().Name} cannot be saved into a model file.");
}
