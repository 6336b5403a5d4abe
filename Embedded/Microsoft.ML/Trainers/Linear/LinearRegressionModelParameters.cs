namespace Microsoft.ML.Trainers;

/// <summary>A linear regression: w · x + b.</summary>
public sealed class LinearRegressionModelParameters : RegressionModelParameters
{
    internal LinearRegressionModelParameters(float[] weights, float bias)
        : base(weights, bias)
    {
    }
}
