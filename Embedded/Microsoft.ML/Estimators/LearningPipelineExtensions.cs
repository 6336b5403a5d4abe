using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Ways to put components one after another.</summary>
public static class LearningPipelineExtensions
{
    /// <summary>A chain of two estimators.</summary>
    public static EstimatorChain<TTrans> Append<TTrans>(
        this IEstimator<ITransformer> start, IEstimator<TTrans> estimator, TransformerScope scope = TransformerScope.Everything)
        where TTrans : class, ITransformer
    {
        Check.NotNull(start);
        Check.NotNull(estimator);
        return start is EstimatorChain<ITransformer> chain
            ? chain.Append(estimator, scope)
            : new EstimatorChain<ITransformer>().Append(start).Append(estimator, scope);
    }

    /// <summary>A chain of the estimator and a cache: the estimators after it read the data from memory while they are fitted.</summary>
    public static EstimatorChain<TTrans> AppendCacheCheckpoint<TTrans>(this IEstimator<TTrans> start, IHostEnvironment env)
        where TTrans : class, ITransformer =>
        new EstimatorChain<ITransformer>().Append(Check.NotNull(start)).AppendCacheCheckpoint(env);

    /// <summary>A chain of two transformers.</summary>
    public static TransformerChain<TTrans> Append<TTrans>(this ITransformer start, TTrans transformer)
        where TTrans : class, ITransformer
    {
        Check.NotNull(start);
        Check.NotNull(transformer);
        return start is TransformerChain<ITransformer> chain
            ? chain.Append(transformer)
            : new TransformerChain<ITransformer>(start).Append(transformer);
    }

    /// <summary>A loader whose views an estimator is then fitted to.</summary>
    public static CompositeLoaderEstimator<TSource, TTrans> Append<TSource, TTrans>(
        this IDataLoaderEstimator<TSource, IDataLoader<TSource>> start, IEstimator<TTrans> estimator)
        where TTrans : class, ITransformer =>
        new CompositeLoaderEstimator<TSource, ITransformer>(start).Append(estimator);

    /// <summary>A loader whose views an estimator is then fitted to.</summary>
    public static CompositeLoaderEstimator<TSource, TTrans> Append<TSource, TTrans>(
        this IDataLoader<TSource> start, IEstimator<TTrans> estimator)
        where TTrans : class, ITransformer =>
        new CompositeLoaderEstimator<TSource, ITransformer>(new FixedLoaderEstimator<TSource>(start)).Append(estimator);

    /// <summary>A loader and a transformer of its views.</summary>
    public static CompositeDataLoader<TSource, TTrans> Append<TSource, TTrans>(this IDataLoader<TSource> loader, TTrans transformer)
        where TTrans : class, ITransformer =>
        new CompositeDataLoader<TSource, ITransformer>(loader).AppendTransformer(transformer);

    /// <summary>An estimator that hands what it learned to <paramref name="onFit"/> after each fit, so that a part of a chain can be looked at.</summary>
    public static IEstimator<TTransformer> WithOnFitDelegate<TTransformer>(this IEstimator<TTransformer> estimator, Action<TTransformer> onFit)
        where TTransformer : class, ITransformer =>
        new DelegateEstimator<TTransformer>(Check.NotNull(estimator), Check.NotNull(onFit));
}
