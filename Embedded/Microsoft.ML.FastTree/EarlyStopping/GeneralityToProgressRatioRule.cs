namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// Stops when the validation score has lost more, as a share of its best, than the training scores still gain: the rule PQ of
/// <see cref="GeneralityLossRule"/>'s source.
/// </summary>
public sealed class GeneralityToProgressRatioRule : MovingWindowRule
{
    /// <param name="threshold">0 to 1.</param>
    /// <param name="windowSize">At least 1.</param>
    public GeneralityToProgressRatioRule(float threshold = 0.01f, int windowSize = 5)
        : base(threshold, windowSize, lowerIsBetter: false)
    {
    }

    private GeneralityToProgressRatioRule(float threshold, int windowSize, bool lowerIsBetter)
        : base(threshold, windowSize, lowerIsBetter)
    {
    }

    /// <inheritdoc/>
    public override bool CheckScore(float validationScore, float trainingScore, out bool isBestCandidate)
    {
        isBestCandidate = TakeBest(validationScore);
        if (!TakeRecent(trainingScore, out float best, out float mean))
            return false;
        float generality = validationScore * best, progress = BestScore * mean;
        return LowerIsBetter ? generality >= (1 + Threshold) * progress : generality <= (1 - Threshold) * progress;
    }

    internal override EarlyStoppingRuleBase Restart(bool lowerIsBetter) => new GeneralityToProgressRatioRule(Threshold, WindowSize, lowerIsBetter);
}
