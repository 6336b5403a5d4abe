namespace Microsoft.ML.Trainers;

/// <summary>A linear binary classifier; its score is positive for the positive class.</summary>
public sealed class LinearBinaryModelParameters : LinearModelParameters
{
    /// <summary>How well the model fits its training data; null unless the trainer was asked for it.</summary>
    public readonly ModelStatisticsBase? Statistics;

    internal LinearBinaryModelParameters(float[] weights, float bias, ModelStatisticsBase? statistics = null)
        : base(weights, bias)
    {
        Statistics = statistics;
    }
}
