namespace MlPipelines.Numerics.Training;

/// <summary>What a learning-rate range test saw.</summary>
/// <param name="Points">Rate and smoothed loss of every step, rates rising.</param>
public sealed record LearningRateTest(IReadOnlyList<LearningRatePoint> Points)
{
    /// <summary>Points at the start that are not yet a mean of several.</summary>
    private const int Settling = 5;

    /// <summary>
    /// The rate at which the loss falls fastest per factor of the rate, before its minimum; null when it never falls. The fall is measured over a decade
    /// of rates, half of it on each side, because between neighbours it is mostly the noise of their batches; small batches of few rows can still mislead it.
    /// </summary>
    public double? Suggestion
    {
        get
        {
            var lowest = Enumerable.Range(0, Points.Count).MinBy(i => Points[i].Loss);
            var half = Points.Count < 2 ? 1 : Math.Max(1, (int)(0.5 * Math.Log(10) / Math.Log(Points[1].LearningRate / Points[0].LearningRate)));
            double? best = null;
            var steepest = 0.0;
            for (var i = Settling; i < lowest; i++)
            {
                var (before, after) = (Points[Math.Max(0, i - half)], Points[Math.Min(lowest, i + half)]);
                var slope = (after.Loss - before.Loss) / Math.Log(after.LearningRate / before.LearningRate);
                if (slope < steepest)
                    (steepest, best) = (slope, Points[i].LearningRate);
            }
            return best;
        }
    }
}
