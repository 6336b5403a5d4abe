namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// Stops when the validation score is worse than the best by more than a share of it: the rule GL of A. Lodwich, Y. Rangoni and T. Breuel,
/// Evaluation of robustness and performance of early stopping rules with multi layer perceptrons, 2009.
/// </summary>
public sealed class GeneralityLossRule : EarlyStoppingRule
{
    /// <param name="threshold">0 to 1.</param>
    public GeneralityLossRule(float threshold = 0.01f)
        : this(threshold, lowerIsBetter: false)
    {
    }

    private GeneralityLossRule(float threshold, bool lowerIsBetter)
        : base(lowerIsBetter)
    {
        Check.Param(threshold is >= 0 and <= 1, nameof(threshold), "Must be in range [0,1].");
        Threshold = threshold;
    }

    /// <summary>The share of the best score that the score may be worse by.</summary>
    public float Threshold { get; }

    /// <inheritdoc/>
    public override bool CheckScore(float validationScore, float trainingScore, out bool isBestCandidate)
    {
        isBestCandidate = TakeBest(validationScore);
        return LowerIsBetter ? validationScore > (1 + Threshold) * BestScore : validationScore < (1 - Threshold) * BestScore;
    }

    internal override EarlyStoppingRuleBase Restart(bool lowerIsBetter) => new GeneralityLossRule(Threshold, lowerIsBetter);
}
