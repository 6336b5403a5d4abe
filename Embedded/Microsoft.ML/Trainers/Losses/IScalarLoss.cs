namespace Microsoft.ML.Trainers;

/// <summary>A loss of numbers.</summary>
public interface IScalarLoss : ILossFunction<float, float>
{
    /// <summary>The derivative by the output.</summary>
    float Derivative(float output, float label);
}
