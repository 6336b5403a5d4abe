namespace Microsoft.ML.Trainers;

/// <summary>−log of the probability that the sigmoid of the output gives to the label.</summary>
public sealed class LogLoss : ISupportSdcaClassificationLoss
{
    private const double SmallestProbability = 1e-8;
    private const float LongStep = 0.5f;

    /// <inheritdoc/>
    public double Loss(float output, float label)
    {
        float probability = Sigmoid(output);
        return -Math.Log(Math.Max(label > 0 ? probability : 1 - probability, SmallestProbability));
    }

    /// <inheritdoc/>
    public float Derivative(float output, float label) => label > 0 ? Sigmoid(output) - 1 : Sigmoid(output);

    /// <inheritdoc/>
    public float ComputeDualUpdateInvariant(float scaledFeaturesNormSquared) => 1 / Math.Max(1, 0.25f + scaledFeaturesNormSquared);

    /// <inheritdoc/>
    public float DualUpdate(float output, float label, float dual, float invariant, int maxNumThreads)
    {
        float sign = label > 0 ? 1 : -1;
        float step = ((Sigmoid(-sign * output) * sign) - dual) * invariant;
        return maxNumThreads >= 2 && Math.Abs(step) > LongStep ? step / maxNumThreads : step;
    }

    /// <inheritdoc/>
    public double DualLoss(float label, float dual)
    {
        double feasible = label > 0 ? dual : -dual;
        return feasible switch
        {
            < 0 or > 1 => double.NegativeInfinity,
            0 or 1 => 0,
            _ => (-feasible * Math.Log(feasible)) - ((1 - feasible) * Math.Log(1 - feasible)),
        };
    }

    private static float Sigmoid(float x)
    {
        if (x > 0)
            return 1 / (1 + (float)Math.Exp(-x));
        float exponential = (float)Math.Exp(x);
        return exponential / (1 + exponential);
    }
}
