namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// Stops when the training scores of the last trees are on average almost as good as the best of them: the rule LP of
/// <see cref="GeneralityLossRule"/>'s source.
/// </summary>
public sealed class LowProgressRule : MovingWindowRule
{
    /// <param name="threshold">0 to 1.</param>
    /// <param name="windowSize">At least 1.</param>
    public LowProgressRule(float threshold = 0.01f, int windowSize = 5)
        : base(threshold, windowSize, lowerIsBetter: false)
    {
    }

    private LowProgressRule(float threshold, int windowSize, bool lowerIsBetter)
        : base(threshold, windowSize, lowerIsBetter)
    {
    }

    /// <inheritdoc/>
    public override bool CheckScore(float validationScore, float trainingScore, out bool isBestCandidate)
    {
        isBestCandidate = TakeBest(validationScore);
        return TakeRecent(trainingScore, out float best, out float mean)
            && (LowerIsBetter ? mean <= (1 + Threshold) * best : mean >= (1 - Threshold) * best);
    }

    internal override EarlyStoppingRuleBase Restart(bool lowerIsBetter) => new LowProgressRule(Threshold, WindowSize, lowerIsBetter);
}
