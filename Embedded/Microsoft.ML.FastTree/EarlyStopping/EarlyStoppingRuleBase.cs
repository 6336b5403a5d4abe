namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Decides after every tree whether training goes on.</summary>
public abstract class EarlyStoppingRuleBase
{
    private protected EarlyStoppingRuleBase()
    {
    }

    /// <summary>Takes in the scores after one more tree.</summary>
    /// <param name="validationScore">Of the validation rows, at least 0.</param>
    /// <param name="trainingScore">Of the training rows, at least 0.</param>
    /// <param name="isBestCandidate">Whether the validation score is the best so far.</param>
    /// <returns>Whether to stop.</returns>
    public abstract bool CheckScore(float validationScore, float trainingScore, out bool isBestCandidate);

    /// <summary>Whether <see cref="CheckScore"/> looks at the training score.</summary>
    internal virtual bool UsesTrainingScore => false;

    /// <summary>The same rule with nothing taken in yet, for scores that are better the lower, or the higher, they are.</summary>
    internal abstract EarlyStoppingRuleBase Restart(bool lowerIsBetter);
}
