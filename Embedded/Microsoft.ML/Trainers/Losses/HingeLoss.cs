namespace Microsoft.ML.Trainers;

/// <summary>max(0, margin − y ŷ), y = ±1.</summary>
public sealed class HingeLoss : ISupportSdcaClassificationLoss
{
    private const float LongStep = 0.5f;

    private readonly float _margin;

    /// <summary>The loss for a margin.</summary>
    public HingeLoss(float margin = 1)
    {
        _margin = margin;
    }

    /// <inheritdoc/>
    public double Loss(float output, float label) => Math.Max(0, _margin - (Sign(label) * output));

    /// <inheritdoc/>
    public float Derivative(float output, float label) => _margin > Sign(label) * output ? -Sign(label) : 0;

    /// <inheritdoc/>
    public float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared) => 1 / scaledFeaturesNormSquared;

    /// <inheritdoc/>
    public float DualUpdate(float output, float label, float alpha, float invariant, int maxNumThreads)
    {
        float sign = Sign(label);
        float target = ((_margin - (output * sign)) * invariant) + (alpha * sign);
        float step = (sign * Math.Max(0, Math.Min(1, target))) - alpha;
        return maxNumThreads >= 2 && Math.Abs(step) > LongStep ? step / maxNumThreads : step;
    }

    /// <inheritdoc/>
    public double DualLoss(float label, float dual)
    {
        float feasible = Sign(label) * dual;
        return feasible is < 0 or > 1 ? double.NegativeInfinity : _margin * feasible;
    }

    private static float Sign(float label) => label > 0 ? 1 : -1;
}
