using Microsoft.ML.Data;
using Microsoft.ML.Evaluation;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class MulticlassClassificationCatalog
{
    /// <summary>Evaluates scored multiclass classification data.</summary>
    /// <param name="data">The scored data.</param>
    /// <param name="labelColumnName">The true classes: a key, or a Single of whole numbers from 0.</param>
    /// <param name="scoreColumnName">The probabilities of the classes: a vector of Single.</param>
    /// <param name="predictedLabelColumnName">The predicted classes; must exist, but the prediction is taken from the scores.</param>
    /// <param name="topKPredictionCount">The largest K of the top-K accuracies; 0 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    public MulticlassClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        string scoreColumnName = DefaultColumnNames.Score,
        string predictedLabelColumnName = DefaultColumnNames.PredictedLabel,
        int topKPredictionCount = 0)
    {
        Environment.RegisterAll(nameof(MulticlassEvaluator));
        return MulticlassEvaluator.Evaluate(data, labelColumnName, scoreColumnName, predictedLabelColumnName, topKPredictionCount);
    }
}
