namespace Microsoft.ML.Optimization;

/// <summary>
/// Stops when the geometrically weighted mean of the improvements falls below a tolerance:
/// mₜ = (fₜ₋₁ − fₜ) + λ mₜ₋₁, stop when mₜ (1 − λ) / (1 − λᵗ) &lt; tolerance.
/// </summary>
internal sealed class MeanImprovementRule(float tolerance, float decay, int maximumIterations) : IStoppingRule
{
    private float _weightedSum;

    public bool ShouldStop(float previous, float current, int iteration)
    {
        _weightedSum = previous - current + (decay * _weightedSum);
        float normalizer = 1 - (float)Math.Pow(decay, iteration);
        return _weightedSum * (1 - decay) / normalizer < tolerance || iteration >= maximumIterations;
    }
}
