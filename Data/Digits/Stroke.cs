namespace MlPipelines.Data.Digits;

/// <summary>One pull of the pen: points in the unit square, x to the right, y down, joined by straight lines or by a smooth curve.</summary>
/// <param name="Smooth">Whether a Catmull-Rom spline goes through the points.</param>
/// <param name="X">The points' x.</param>
/// <param name="Y">The points' y.</param>
internal sealed record Stroke(bool Smooth, double[] X, double[] Y);
