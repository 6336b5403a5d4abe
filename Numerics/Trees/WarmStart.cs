namespace MlPipelines.Numerics.Trees;

/// <summary>An ensemble to continue from, and the training features as they were before binning, which its scores are computed from.</summary>
/// <param name="Ensemble">the trees so far</param>
/// <param name="Features">[rows, features], row-major</param>
public sealed record WarmStart(TreeEnsemble Ensemble, ReadOnlyMemory<float> Features);
