namespace MlPipelines.Numerics.Training;

/// <summary>A figure of a monitored set.</summary>
public enum MonitoredMetric
{
    /// <summary>The mean loss; less is better.</summary>
    Loss,

    /// <summary>The accuracy; more is better.</summary>
    Accuracy,
}
