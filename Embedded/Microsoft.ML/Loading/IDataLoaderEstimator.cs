namespace Microsoft.ML;

/// <summary>Something that learns a loader from a source.</summary>
public interface IDataLoaderEstimator<in TSource, out TLoader>
    where TLoader : IDataLoader<TSource>
{
    /// <summary>Reads the source and learns.</summary>
    TLoader Fit(TSource input);

    /// <summary>The columns that the loader will give.</summary>
    SchemaShape GetOutputSchema();
}
