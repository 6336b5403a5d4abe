namespace MlPipelines.Comparisons.Pictures;

/// <summary>The curves of scores against what is true: receiver operating characteristic, precision and recall, calibration.</summary>
internal static class BinaryCurves
{
    /// <summary>False-positive and true-positive rate at each threshold from the highest score down; rows of equal scores cross together.</summary>
    /// <exception cref="ArgumentException">The numbers differ, a score is NaN, or a class has no row.</exception>
    public static Series Roc(string name, IReadOnlyList<double> scores, IReadOnlyList<bool> positive)
    {
        var steps = Steps(scores, positive);
        var (all, allNegative) = (steps[^1].True, steps[^1].False);
        return new(name, [0, .. steps.Select(step => (double)step.False / allNegative)], [0, .. steps.Select(step => (double)step.True / all)]);
    }

    /// <summary>Recall and precision at each threshold.</summary>
    /// <exception cref="ArgumentException">As <see cref="Roc"/>.</exception>
    public static Series PrecisionRecall(string name, IReadOnlyList<double> scores, IReadOnlyList<bool> positive)
    {
        var steps = Steps(scores, positive);
        return new(name, [.. steps.Select(step => (double)step.True / steps[^1].True)], [.. steps.Select(step => (double)step.True / (step.True + step.False))]);
    }

    /// <summary>Mean probability and share of positive rows in bins of equal width; empty bins are left out.</summary>
    /// <exception cref="ArgumentException">The numbers differ, or a probability is not in [0, 1].</exception>
    public static Series Calibration(string name, IReadOnlyList<double> probabilities, IReadOnlyList<bool> positive, int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (probabilities.Count != positive.Count || probabilities.Any(p => !(p >= 0 && p <= 1)))
            throw new ArgumentException($"A calibration curve needs a probability in [0, 1] for each row; found {probabilities.Count} for {positive.Count} rows.", nameof(probabilities));
        var filled = Enumerable.Range(0, probabilities.Count).GroupBy(i => Math.Min(bins - 1, (int)(probabilities[i] * bins))).OrderBy(bin => bin.Key).ToList();
        return new(name, [.. filled.Select(bin => bin.Average(i => probabilities[i]))], [.. filled.Select(bin => bin.Average(i => positive[i] ? 1.0 : 0.0))]);
    }

    private static List<(int True, int False)> Steps(IReadOnlyList<double> scores, IReadOnlyList<bool> positive)
    {
        int all = positive.Count(value => value);
        if (scores.Count != positive.Count || all == 0 || all == positive.Count || scores.Any(double.IsNaN))
            throw new ArgumentException($"A curve over thresholds needs a score for each row and rows of both classes; found {scores.Count} scores, {all} positive and {positive.Count - all} negative rows.", nameof(scores));
        var steps = new List<(int True, int False)>();
        int right = 0, wrong = 0;
        foreach (var equal in Enumerable.Range(0, scores.Count).GroupBy(i => scores[i]).OrderByDescending(group => group.Key))
        {
            int more = equal.Count(i => positive[i]);
            right += more;
            wrong += equal.Count() - more;
            steps.Add((right, wrong));
        }

        return steps;
    }
}
