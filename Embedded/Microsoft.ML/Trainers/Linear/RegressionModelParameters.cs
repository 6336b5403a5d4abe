namespace Microsoft.ML.Trainers;

/// <summary>The base of linear regression models.</summary>
public abstract class RegressionModelParameters : LinearModelParameters
{
    private protected RegressionModelParameters(float[] weights, float bias)
        : base(weights, bias)
    {
    }
}
