namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The base of rules that compare with the best score so far.</summary>
public abstract class EarlyStoppingRule : EarlyStoppingRuleBase
{
    private protected EarlyStoppingRule(bool lowerIsBetter)
    {
        LowerIsBetter = lowerIsBetter;
        BestScore = lowerIsBetter ? float.PositiveInfinity : 0;
    }

    private protected bool LowerIsBetter { get; }

    private protected float BestScore { get; private set; }

    /// <summary>Takes in a score; whether it is the best so far.</summary>
    private protected bool TakeBest(float score)
    {
        if (!IsBetter(score, BestScore))
            return false;
        BestScore = score;
        return true;
    }

    private bool IsBetter(float score, float other) => LowerIsBetter ? score <= other : score > other;
}
