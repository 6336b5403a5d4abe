namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Stops when the validation score has become worse with each of several trees: the rule UP of <see cref="GeneralityLossRule"/>'s source.</summary>
public sealed class ConsecutiveGeneralityLossRule : EarlyStoppingRule
{
    private int _losses;
    private float _last;

    /// <param name="windowSize">At least 1.</param>
    public ConsecutiveGeneralityLossRule(int windowSize = 5)
        : this(windowSize, lowerIsBetter: false)
    {
    }

    private ConsecutiveGeneralityLossRule(int windowSize, bool lowerIsBetter)
        : base(lowerIsBetter)
    {
        Check.Param(windowSize > 0, nameof(windowSize), "Must be positive");
        WindowSize = windowSize;
        _last = lowerIsBetter ? float.PositiveInfinity : float.NegativeInfinity;
    }

    /// <summary>The number of trees in a row.</summary>
    public int WindowSize { get; }

    /// <inheritdoc/>
    public override bool CheckScore(float validationScore, float trainingScore, out bool isBestCandidate)
    {
        isBestCandidate = TakeBest(validationScore);
        // Where lower is better, an equal score counts as a loss: training that stands still ends too.
        bool isLoss = LowerIsBetter ? !(validationScore < _last) : validationScore < _last;
        _losses = isLoss ? _losses + 1 : 0;
        _last = validationScore;
        return _losses >= WindowSize;
    }

    internal override EarlyStoppingRuleBase Restart(bool lowerIsBetter) => new ConsecutiveGeneralityLossRule(WindowSize, lowerIsBetter);
}
