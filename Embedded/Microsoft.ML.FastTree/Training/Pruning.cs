namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// Finds after how many trees the validation metric, lower being better, is best: by its means over windows of trees, the middle of the
/// first window whose mean is within a tolerance of the best.
/// </summary>
/// <param name="window">The number of trees of a window.</param>
/// <param name="tolerance">The share of the best mean that another may be worse by.</param>
internal sealed class Pruning(int window, double tolerance)
{
    private readonly Queue<double> _last = new();

    /// <summary>Windows each better than those before, none of them worse than the best by more than the tolerance.</summary>
    private readonly Queue<(int Tree, double Mean)> _candidates = new();
    private double _best = double.PositiveInfinity;

    /// <summary>The number of trees; null before a window is full.</summary>
    public int? BestTree => _candidates.TryPeek(out (int Tree, double Mean) first) ? first.Tree : null;

    /// <summary>Takes in the metric after that many trees.</summary>
    public void Add(int trees, double metric)
    {
        _last.Enqueue(metric);
        if (_last.Count > window)
            _last.Dequeue();
        double mean = _last.Average();
        if (_last.Count < window || !(mean < _best))
            return;
        _best = mean;
        _candidates.Enqueue((trees - (window / 2), mean));
        while (_candidates.Peek().Mean > _best * (1 + tolerance))
            _candidates.Dequeue();
    }
}
