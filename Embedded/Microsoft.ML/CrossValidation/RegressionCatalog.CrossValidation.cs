using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class RegressionCatalog
{
    /// <summary>Trains and evaluates once for each fold of the data, on the rows outside and inside of it.</summary>
    /// <param name="data">The data.</param>
    /// <param name="estimator">The estimator, which is fitted once for each fold.</param>
    /// <param name="numberOfFolds">The number of folds, at least 2.</param>
    /// <param name="labelColumnName">The label.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay in one fold.</param>
    /// <param name="seed">The seed of the split; the context's when null.</param>
    public IReadOnlyList<CrossValidationResult<RegressionMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string labelColumnName = DefaultColumnNames.Label,
        string? samplingKeyColumnName = null,
        int? seed = null)
    {
        Check.NotEmpty(labelColumnName);
        return CrossValidate(data, estimator, numberOfFolds, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));
    }
}
