namespace Microsoft.ML.Trainers;

/// <summary>A loss for stochastic dual coordinate ascent.</summary>
public interface ISupportSdcaLoss : IScalarLoss
{
    /// <summary>What of an example's dual updates stays the same.</summary>
    /// <param name="scaledFeaturesNormSquared">weight · (‖x‖² + 1) / (λ n)</param>
    float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared);

    /// <summary>The step of an example's dual variable.</summary>
    /// <param name="output">The model's output.</param>
    /// <param name="label">The label.</param>
    /// <param name="dual">The dual variable.</param>
    /// <param name="invariant">What <see cref="ComputeDualUpdateInvariant"/> gave.</param>
    /// <param name="maxNumThreads">The threads that update at the same time; with more than one, steps are damped.</param>
    float DualUpdate(float output, float label, float dual, float invariant, int maxNumThreads);

    /// <summary>The loss's part of the dual objective.</summary>
    double DualLoss(float label, float dual);
}
