namespace MlPipelines.Numerics.Training;

/// <summary>What a learning-rate range test saw.</summary>
/// <param name="Points">Rate and smoothed loss of every step, rates rising.</param>
public sealed record LearningRateTest(IReadOnlyList<LearningRatePoint> Points)
{
    /// <summary>Points at the start that are not yet a mean of several.</summary>
    private const int Settling = 5;

    /// <summary>The rate at which the loss falls fastest per factor of the rate, before its minimum; null when it never falls.</summary>
    public double? Suggestion
    {
        get
        {
            var lowest = Enumerable.Range(0, Points.Count).MinBy(i => Points[i].Loss);
            double? best = null;
            var steepest = 0.0;
            for (var i = Settling; i < lowest; i++)
            {
                var slope = (Points[i + 1].Loss - Points[i - 1].Loss) / Math.Log(Points[i + 1].LearningRate / Points[i - 1].LearningRate);
                if (slope < steepest)
                    (steepest, best) = (slope, Points[i].LearningRate);
            }
            return best;
        }
    }
}
