namespace Microsoft.ML.Data;

/// <summary>The quality of predicted numbers: y the labels, ŷ the scores, m the rows with a label and a score that is a number.</summary>
public sealed class RegressionMetrics
{
    internal RegressionMetrics(double l1, double l2, double rms, double loss, double rSquared)
    {
        MeanAbsoluteError = l1;
        MeanSquaredError = l2;
        RootMeanSquaredError = rms;
        LossFunction = loss;
        RSquared = rSquared;
    }

    /// <summary>Σ |y − ŷ| / m.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>Σ (y − ŷ)² / m.</summary>
    public double MeanSquaredError { get; }

    /// <summary>The square root of <see cref="MeanSquaredError"/>.</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>The mean squared loss in single precision, as a trainer computes it.</summary>
    public double LossFunction { get; }

    /// <summary>1 − Σ (y − ŷ)² / Σ (y − ȳ)², the coefficient of determination; NaN when all labels are equal.</summary>
    public double RSquared { get; }
}
