namespace Microsoft.ML.Trainers;

/// <summary>A regression loss for stochastic dual coordinate ascent.</summary>
public interface ISupportSdcaRegressionLoss : ISupportSdcaLoss, IRegressionLoss
{
}
