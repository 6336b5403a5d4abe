using Microsoft.ML.Data;
using Microsoft.ML.Evaluation;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class BinaryClassificationCatalog
{
    /// <summary>Evaluates scored binary classification data with probabilities.</summary>
    /// <param name="data">The scored data.</param>
    /// <param name="labelColumnName">The true classes: Boolean, Single, Double or a key of two values; above 0 is positive.</param>
    /// <param name="scoreColumnName">The raw scores: Single; above 0 is a positive prediction.</param>
    /// <param name="probabilityColumnName">The probabilities of the positive class: Single.</param>
    /// <param name="predictedLabelColumnName">The predicted classes; must exist, but the prediction is taken from the scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or one of the classes has no rows.</exception>
    public CalibratedBinaryClassificationMetrics Evaluate(
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        string scoreColumnName = DefaultColumnNames.Score,
        string probabilityColumnName = DefaultColumnNames.Probability,
        string predictedLabelColumnName = DefaultColumnNames.PredictedLabel)
    {
        Environment.RegisterAll(nameof(BinaryEvaluator));
        return BinaryEvaluator.EvaluateCalibrated(data, labelColumnName, scoreColumnName, probabilityColumnName, predictedLabelColumnName);
    }

    /// <summary>Evaluates scored binary classification data without probabilities.</summary>
    /// <param name="data">The scored data.</param>
    /// <param name="labelColumnName">The true classes: Boolean, Single, Double or a key of two values; above 0 is positive.</param>
    /// <param name="scoreColumnName">The raw scores: Single; above 0 is a positive prediction.</param>
    /// <param name="predictedLabelColumnName">The predicted classes; must exist, but the prediction is taken from the scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or one of the classes has no rows.</exception>
    public BinaryClassificationMetrics EvaluateNonCalibrated(
        IDataView data,
        string labelColumnName = DefaultColumnNames.Label,
        string scoreColumnName = DefaultColumnNames.Score,
        string predictedLabelColumnName = DefaultColumnNames.PredictedLabel)
    {
        Environment.RegisterAll(nameof(BinaryEvaluator));
        return BinaryEvaluator.Evaluate(data, labelColumnName, scoreColumnName, predictedLabelColumnName);
    }
}
