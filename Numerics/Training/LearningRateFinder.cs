using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Schedules;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// The learning-rate range test (Smith 2017, arXiv:1506.01186): trains a copy of the network while the rate grows step by step by the same factor, and
/// records the smoothed loss; a good rate lies where the loss falls fastest, well before it rises.
/// </summary>
public static class LearningRateFinder
{
    /// <summary>Runs the test; the network is not changed.</summary>
    /// <param name="network">Where to start.</param>
    /// <param name="training">The rows to learn from; visited again as often as needed.</param>
    /// <param name="options">Batch size, optimizer, loss, seed, threads; its epochs, rate, schedule and early stopping are not used.</param>
    /// <param name="range">Rates and number of steps; null for the defaults.</param>
    /// <param name="cancellation">Checked before every step.</param>
    /// <exception cref="ArgumentException">Options out of range, or samples that do not fit.</exception>
    public static LearningRateTest Find<T>(
        Network<T> network, SampleSet<T> training, TrainingOptions options, LearningRateRange? range = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        range ??= new LearningRateRange();
        range.Validate();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var recorder = new RateRecorder<T>(range, enough);
        var test = options with
        {
            Epochs = (int)Math.Min(int.MaxValue, (long)range.Steps * options.BatchSize / training.Count + 2),
            Optimizer = options.Optimizer with { LearningRate = range.Lowest },
            Schedule = new RangeSchedule(range),
            EarlyStopping = null,
            Checkpoint = null,
            EvaluateEveryEpochs = 0,
            EvaluateEveryIterations = 0,
        };
        try
        {
            Trainer.Fit(network.Clone(), training, [], test, recorder, null, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }
        catch (TrainingDivergedException)
        {
        }
        return new LearningRateTest(recorder.Points);
    }

    /// <summary>Grows with the step alone, whatever the epochs.</summary>
    private sealed record RangeSchedule(LearningRateRange Range) : LearningRateSchedule
    {
        public override double RateAt(double baseRate, TrainingStep step) =>
            Range.Lowest * Math.Pow(Range.Highest / Range.Lowest, step.Iteration / (double)(Range.Steps - 1));
    }
}
