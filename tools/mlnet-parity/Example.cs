using Microsoft.ML.Data;

namespace MlPipelines.MLNetParity;

/// <summary>A row of the generated data.</summary>
public sealed class Example
{
    /// <summary>Its number.</summary>
    public float Id { get; set; }

    /// <summary>Four numbers in [−2, 2].</summary>
    [VectorType(4)]
    public float[] Features { get; set; } = [];

    /// <summary>A label of two classes: the sign of a noisy linear function.</summary>
    public bool Positive { get; set; }

    /// <summary>A label of three classes: the largest of three noisy linear functions.</summary>
    public string Kind { get; set; } = "";

    /// <summary>A noisy linear function.</summary>
    public float Target { get; set; }

    /// <summary>A weight in [0.5, 1.5].</summary>
    public float Weight { get; set; }

    /// <summary>One of eight groups.</summary>
    public string Group { get; set; } = "";
}
