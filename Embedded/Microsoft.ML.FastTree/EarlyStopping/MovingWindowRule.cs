namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The base of rules that look at the training scores of the last trees.</summary>
public abstract class MovingWindowRule : EarlyStoppingRule
{
    private readonly Queue<float> _recent = new();

    private protected MovingWindowRule(float threshold, int windowSize, bool lowerIsBetter)
        : base(lowerIsBetter)
    {
        Check.Param(threshold is >= 0 and <= 1, nameof(threshold), "Must be in range [0,1].");
        Check.Param(windowSize > 0, nameof(windowSize), "Must be positive.");
        Threshold = threshold;
        WindowSize = windowSize;
    }

    /// <summary>A share, 0 to 1.</summary>
    public float Threshold { get; }

    /// <summary>The number of trees looked at.</summary>
    public int WindowSize { get; }

    internal override bool UsesTrainingScore => true;

    /// <summary>Takes in a training score; false until a window is full and one more score came.</summary>
    private protected bool TakeRecent(float score, out float best, out float mean)
    {
        best = mean = 0;
        _recent.Enqueue(score);
        if (_recent.Count <= WindowSize)
            return false;
        _recent.Dequeue();
        best = LowerIsBetter ? _recent.Min() : _recent.Max();
        mean = _recent.Sum() / WindowSize;
        return true;
    }
}
