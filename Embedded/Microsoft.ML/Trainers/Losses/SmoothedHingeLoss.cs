namespace Microsoft.ML.Trainers;

/// <summary>The hinge loss with its corner rounded over a length: u² / (2 length) for 0 &lt; u = 1 − y ŷ &lt; length, u − length / 2 beyond.</summary>
public sealed class SmoothedHingeLoss : ISupportSdcaClassificationLoss
{
    private const float LongStep = 0.5f;

    private readonly float _length;

    /// <summary>The loss for a length of the rounded part.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public SmoothedHingeLoss(float smoothingConstant = 1)
    {
        Check.Param(smoothingConstant >= 0, nameof(smoothingConstant), $"Must be non-negative, not {smoothingConstant}.");
        _length = smoothingConstant;
    }

    /// <inheritdoc/>
    public double Loss(float output, float label)
    {
        float u = 1 - (Sign(label) * output);
        if (u < 0)
            return 0;
        return u < _length ? u * u / (2.0 * _length) : u - (_length / 2);
    }

    /// <inheritdoc/>
    public float Derivative(float output, float label)
    {
        float sign = Sign(label);
        float u = 1 - (sign * output);
        if (u < 0)
            return 0;
        return u < _length ? -sign * u / _length : -sign;
    }

    /// <inheritdoc/>
    public float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared) => 1 / (scaledFeaturesNormSquared + _length);

    /// <inheritdoc/>
    public float DualUpdate(float output, float label, float alpha, float invariant, int maxNumThreads)
    {
        float sign = Sign(label);
        float target = ((1 - (output * sign) - (_length * alpha * sign)) * invariant) + (alpha * sign);
        float step = (sign * Math.Max(0, Math.Min(1, target))) - alpha;
        return maxNumThreads >= 2 && Math.Abs(step) > LongStep ? step / maxNumThreads : step;
    }

    /// <inheritdoc/>
    public double DualLoss(float label, float dual)
    {
        float feasible = Sign(label) * dual;
        return feasible is < 0 or > 1 ? double.NegativeInfinity : feasible * (1 - (feasible * (_length / 2)));
    }

    private static float Sign(float label) => label > 0 ? 1 : -1;
}
