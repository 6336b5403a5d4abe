namespace Microsoft.ML.Trainers;

/// <summary>A loss for binary classification, where a label above 0 is positive.</summary>
public interface IClassificationLoss : IScalarLoss
{
}
