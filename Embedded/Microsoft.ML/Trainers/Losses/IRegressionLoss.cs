namespace Microsoft.ML.Trainers;

/// <summary>A loss for regression.</summary>
public interface IRegressionLoss : IScalarLoss
{
}
