namespace Microsoft.ML;

/// <summary>Something that learns a transformer from data.</summary>
/// <typeparam name="TTransformer">What it learns.</typeparam>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    /// <summary>Reads the data and learns.</summary>
    TTransformer Fit(IDataView input);

    /// <summary>The columns that the learned transformer will give, known before anything is learned.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column that is needed is missing or of another type.</exception>
    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
