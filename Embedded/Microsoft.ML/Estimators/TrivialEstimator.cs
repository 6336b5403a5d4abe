namespace Microsoft.ML.Data;

/// <summary>An estimator that has nothing to learn: its transformer is there from the start.</summary>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private protected TrivialEstimator(TTransformer transformer)
    {
        Transformer = Check.NotNull(transformer);
    }

    private protected TTransformer Transformer { get; }

    /// <summary>Checks the columns and returns the transformer.</summary>
    public TTransformer Fit(IDataView input)
    {
        Transformer.GetOutputSchema(Check.NotNull(input).Schema);
        return Transformer;
    }

    /// <inheritdoc/>
    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
