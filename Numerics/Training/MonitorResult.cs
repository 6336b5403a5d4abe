namespace MlPipelines.Numerics.Training;

/// <summary>The figures of one monitored set at one moment.</summary>
/// <param name="Name">The monitor's name.</param>
/// <param name="Loss">Mean loss.</param>
/// <param name="Accuracy">Share of rows whose class was found; NaN for regression.</param>
public sealed record MonitorResult(string Name, double Loss, double Accuracy);
