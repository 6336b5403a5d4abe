namespace Microsoft.ML.Optimization;

/// <summary>The end of a run.</summary>
/// <param name="Point">[dimension]</param>
/// <param name="Value">The objective there, with its L1 term.</param>
/// <param name="Iterations">Accepted steps.</param>
/// <param name="PrematureConvergence">Why the run ended before its rule was met, or null.</param>
internal sealed record LbfgsResult(float[] Point, float Value, int Iterations, string? PrematureConvergence);
