using System.Numerics;

namespace MlPipelines.Numerics.Training;

/// <summary>Keeps rate and smoothed loss of every step, and ends the test after its last step or when the loss has grown too far.</summary>
internal sealed class RateRecorder<T>(LearningRateRange range, CancellationTokenSource enough) : ITrainingObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double _mean;
    private double _lowest = double.PositiveInfinity;

    public List<LearningRatePoint> Points { get; } = [];

    public void OnIteration(in TrainingIteration<T> iteration)
    {
        // The mean starts at 0; the division takes that start's share out, as in Adam.
        _mean = range.Smoothing * _mean + (1 - range.Smoothing) * iteration.Loss;
        var loss = _mean / (1 - Math.Pow(range.Smoothing, iteration.Iteration));
        Points.Add(new LearningRatePoint(iteration.LearningRate, loss));
        _lowest = Math.Min(_lowest, loss);
        if (Points.Count >= range.Steps || loss > range.StopFactor * _lowest)
            enough.Cancel();
    }
}
