namespace Microsoft.ML.Data;

/// <summary>The quality of a binary classifier's scores and probabilities.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(
        double auc, double auprc, ConfusionMatrix confusionMatrix, double logLoss, double logLossReduction, double entropy)
        : base(auc, auprc, confusionMatrix)
    {
        LogLoss = logLoss;
        LogLossReduction = logLossReduction;
        Entropy = entropy;
    }

    /// <summary>The mean over rows of −log₂ of the probability given to the row's class: bits per row, infinite for a wrong certainty.</summary>
    public double LogLoss { get; }

    /// <summary>(H − LogLoss) / H, H the entropy of the share of positive rows. 1 is perfect, 0 no better than that share.</summary>
    public double LogLossReduction { get; }

    /// <summary>The entropy of the share of positive rows, in bits.</summary>
    public double Entropy { get; }
}
