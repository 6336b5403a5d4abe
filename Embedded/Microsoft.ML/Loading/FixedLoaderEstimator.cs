namespace Microsoft.ML.Data;

/// <summary>A loader that has nothing to learn, as an estimator.</summary>
internal sealed class FixedLoaderEstimator<TSource>(IDataLoader<TSource> loader) : IDataLoaderEstimator<TSource, IDataLoader<TSource>>
{
    private readonly IDataLoader<TSource> _loader = Check.NotNull(loader);

    public IDataLoader<TSource> Fit(TSource input) => _loader;

    public SchemaShape GetOutputSchema() => SchemaShape.Create(_loader.GetOutputSchema());
}
