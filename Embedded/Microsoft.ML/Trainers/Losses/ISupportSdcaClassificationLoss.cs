namespace Microsoft.ML.Trainers;

/// <summary>A classification loss for stochastic dual coordinate ascent.</summary>
public interface ISupportSdcaClassificationLoss : ISupportSdcaLoss, IClassificationLoss
{
}
