namespace Microsoft.ML.Optimization;

/// <summary>
/// Stops when the mean improvement over the last <c>window</c> steps, relative to the objective, falls below a tolerance.
/// The rule needs <c>window</c> values before it can speak, so the limit on iterations too is first looked at after them.
/// </summary>
internal sealed class MeanRelativeImprovementRule(float tolerance, int window, int maximumIterations) : IStoppingRule
{
    private readonly Queue<float> _past = new(window);

    public bool ShouldStop(float previous, float current, int iteration)
    {
        if (_past.Count < window)
        {
            _past.Enqueue(current);
            return false;
        }

        float meanImprovement = (_past.Dequeue() - current) / window;
        _past.Enqueue(current);
        return meanImprovement / Math.Abs(current) < tolerance || iteration >= maximumIterations;
    }
}
