namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Stops when the validation score is worse than the best by more than a threshold.</summary>
public sealed class TolerantEarlyStoppingRule : EarlyStoppingRule
{
    /// <param name="threshold">At least 0.</param>
    public TolerantEarlyStoppingRule(float threshold = 0.01f)
        : this(threshold, lowerIsBetter: false)
    {
    }

    private TolerantEarlyStoppingRule(float threshold, bool lowerIsBetter)
        : base(lowerIsBetter)
    {
        Check.Param(threshold >= 0, nameof(threshold), "Must be non-negative.");
        Threshold = threshold;
    }

    /// <summary>How much worse the score may be.</summary>
    public float Threshold { get; }

    /// <inheritdoc/>
    public override bool CheckScore(float validationScore, float trainingScore, out bool isBestCandidate)
    {
        isBestCandidate = TakeBest(validationScore);
        return Math.Abs(validationScore - BestScore) > Threshold;
    }

    internal override EarlyStoppingRuleBase Restart(bool lowerIsBetter) => new TolerantEarlyStoppingRule(Threshold, lowerIsBetter);
}
