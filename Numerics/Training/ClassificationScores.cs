namespace MlPipelines.Numerics.Training;

/// <summary>How well a network sorts samples into classes.</summary>
/// <param name="LogLoss">Mean of −ln of the probability given to the true class, in nats.</param>
/// <param name="Accuracy">Share of rows whose highest score is the true class's.</param>
public sealed record ClassificationScores(double LogLoss, double Accuracy);
