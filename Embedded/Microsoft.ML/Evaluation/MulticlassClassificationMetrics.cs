namespace Microsoft.ML.Data;

/// <summary>The quality of a multiclass classifier's scores, which are taken as the probabilities of the classes.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(
        double microAccuracy,
        double macroAccuracy,
        double logLoss,
        double logLossReduction,
        int topKPredictionCount,
        IReadOnlyList<double>? topKAccuracyForAllK,
        IReadOnlyList<double> perClassLogLoss,
        ConfusionMatrix confusionMatrix)
    {
        MicroAccuracy = microAccuracy;
        MacroAccuracy = macroAccuracy;
        LogLoss = logLoss;
        LogLossReduction = logLossReduction;
        TopKPredictionCount = topKPredictionCount;
        TopKAccuracyForAllK = topKAccuracyForAllK!;
        PerClassLogLoss = perClassLogLoss;
        ConfusionMatrix = confusionMatrix;
    }

    /// <summary>The mean over rows of −ln p, p the score of the row's class, held within [1e-15, 1].</summary>
    public double LogLoss { get; }

    /// <summary>(H − LogLoss) / H, H the log loss of the classes' frequencies as prediction. 1 is perfect, 0 no better than them.</summary>
    public double LogLossReduction { get; }

    /// <summary>The mean over the classes present of the fraction of their rows predicted correctly.</summary>
    public double MacroAccuracy { get; }

    /// <summary>The fraction of rows predicted correctly.</summary>
    public double MicroAccuracy { get; }

    /// <summary>The last of <see cref="TopKAccuracyForAllK"/>; 0 when no K was asked for.</summary>
    public double TopKAccuracy => TopKAccuracyForAllK is { Count: > 0 } all ? all[^1] : 0;

    /// <summary>The K asked for, or 0.</summary>
    public int TopKPredictionCount { get; }

    /// <summary>For K = 1, 2, … the fraction of rows whose class is among the K highest scores; null when no K was asked for.</summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }

    /// <summary>The log loss of each class's own rows; 0 for a class without rows.</summary>
    public IReadOnlyList<double> PerClassLogLoss { get; }

    /// <summary>Rows by true and by predicted class.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}
