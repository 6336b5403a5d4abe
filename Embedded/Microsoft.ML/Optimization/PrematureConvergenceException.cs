namespace Microsoft.ML.Optimization;

/// <summary>
/// The iterates have come so close that float arithmetic cannot tell them apart, before the stopping rule was met.
/// The optimizer's current point is the answer to keep.
/// </summary>
internal sealed class PrematureConvergenceException(string message) : Exception(message);
