namespace Microsoft.ML.Data;

/// <summary>The quality of a binary classifier's scores. A score above 0 is a positive prediction.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(double auc, double auprc, ConfusionMatrix confusionMatrix)
    {
        double truePositive = confusionMatrix.Counts[0][0], falseNegative = confusionMatrix.Counts[0][1];
        double falsePositive = confusionMatrix.Counts[1][0], trueNegative = confusionMatrix.Counts[1][1];
        AreaUnderRocCurve = auc;
        AreaUnderPrecisionRecallCurve = auprc;
        ConfusionMatrix = confusionMatrix;
        Accuracy = (trueNegative + truePositive) / (truePositive + trueNegative + falseNegative + falsePositive);
        PositivePrecision = confusionMatrix.PerClassPrecision[0];
        PositiveRecall = confusionMatrix.PerClassRecall[0];
        NegativePrecision = confusionMatrix.PerClassPrecision[1];
        NegativeRecall = confusionMatrix.PerClassRecall[1];
        double sum = PositivePrecision + PositiveRecall;
        F1Score = sum == 0 ? 0 : 2 * PositivePrecision * PositiveRecall / sum;
    }

    /// <summary>The probability that a positive row scores above a negative one, ties counting one half.</summary>
    public double AreaUnderRocCurve { get; }

    /// <summary>The fraction of rows predicted correctly.</summary>
    public double Accuracy { get; }

    /// <summary>The fraction of the positive predictions that are right; 0 when there are none.</summary>
    public double PositivePrecision { get; }

    /// <summary>The fraction of the positive rows predicted positive; 0 when there are none.</summary>
    public double PositiveRecall { get; }

    /// <summary>The fraction of the negative predictions that are right; 0 when there are none.</summary>
    public double NegativePrecision { get; }

    /// <summary>The fraction of the negative rows predicted negative; 0 when there are none.</summary>
    public double NegativeRecall { get; }

    /// <summary>The harmonic mean of <see cref="PositivePrecision"/> and <see cref="PositiveRecall"/>.</summary>
    public double F1Score { get; }

    /// <summary>The area under the precision-recall curve by the lower trapezoid estimator.</summary>
    public double AreaUnderPrecisionRecallCurve { get; }

    /// <summary>Rows by true and by predicted class, the positive class first.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}
