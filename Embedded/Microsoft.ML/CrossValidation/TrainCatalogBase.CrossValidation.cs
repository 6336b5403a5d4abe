namespace Microsoft.ML;

public abstract partial class TrainCatalogBase
{
    /// <summary>Trains on each training set of a split into folds and evaluates on the rows left out.</summary>
    private protected IReadOnlyList<CrossValidationResult<TMetrics>> CrossValidate<TMetrics>(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds, string? samplingKeyColumnName, int? seed, Func<IDataView, TMetrics> evaluate)
        where TMetrics : class
    {
        Check.NotNull(data);
        Check.NotNull(estimator);
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds =
            new DataOperationsCatalog(Environment).CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed);
        return [.. folds.Select((fold, index) =>
        {
            ITransformer model = estimator.Fit(fold.TrainSet);
            IDataView scored = model.Transform(fold.TestSet);
            return new CrossValidationResult<TMetrics>(model, evaluate(scored), scored, index);
        })];
    }

    /// <summary>What cross validation gives for one fold.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        /// <summary>The metrics of the model on the rows left out.</summary>
        public readonly T Metrics;

        /// <summary>The model trained on the other rows.</summary>
        public readonly ITransformer Model;

        /// <summary>The rows left out, with the model's predictions.</summary>
        public readonly IDataView ScoredHoldOutSet;

        /// <summary>The number of the fold, from 0.</summary>
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }
}
