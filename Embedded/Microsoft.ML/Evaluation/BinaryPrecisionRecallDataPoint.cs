namespace Microsoft.ML.Data;

/// <summary>One point of a precision-recall curve: what holds when scores from <see cref="Threshold"/> on are predicted positive.</summary>
public sealed class BinaryPrecisionRecallDataPoint
{
    internal BinaryPrecisionRecallDataPoint(double threshold, double precision, double recall, double falsePositiveRate)
    {
        Threshold = threshold;
        Precision = precision;
        Recall = recall;
        FalsePositiveRate = falsePositiveRate;
    }

    /// <summary>The lowest score predicted positive.</summary>
    public double Threshold { get; }

    /// <summary>The fraction of the positive predictions that are right.</summary>
    public double Precision { get; }

    /// <summary>The fraction of the positive rows predicted positive.</summary>
    public double Recall { get; }

    /// <summary>The same as <see cref="Recall"/>.</summary>
    public double TruePositiveRate => Recall;

    /// <summary>The fraction of the negative rows predicted positive.</summary>
    public double FalsePositiveRate { get; }
}
