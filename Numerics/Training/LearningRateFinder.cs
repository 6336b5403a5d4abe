using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Schedules;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// The learning-rate range test (Smith 2017, arXiv:1506.01186): trains a copy of the network while the rate grows step by step by the same
/// factor, and records the smoothed loss; a good rate lies where the loss falls fastest, well before it rises.
/// </summary>
public static class LearningRateFinder
{
    /// <summary>Runs the test; the network is not changed.</summary>
    /// <param name="network">Where to start.</param>
    /// <param name="training">The rows to learn from; visited again as often as needed.</param>
    /// <param name="options">Batch size, optimizer, loss, seed, threads; its epochs, rate, schedule and early stopping are not used.
    ///</param>
    /// <param name="range">Rates and number of steps; null for the defaults.</param>
    /// <param name="cancellation">Checked before every step.</param>
    /// <exception cref="ArgumentException">Options out of range, or samples that do not fit.</exception>
    public static LearningRateTest Find<T>(
        Network<T> network, SampleSet<T> training, TrainingOptions options, LearningRateRange? range = null,
        CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        range ??= new LearningRateRange();
        range.Validate();
        options.Validate();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var recorder = new RateRecorder<T>(range, enough);
        var batch = TrainingLength.Resolve(options, training.Count, hasMonitor: false).BatchSize!.Value;
        var test = options with
        {
            Epochs = (int)Math.Min(int.MaxValue, (long)range.Steps * batch / training.Count + 2),
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

/// <summary>The rates that a <see cref="LearningRateFinder"/> tries.</summary>
public sealed record LearningRateRange
{
    /// <summary>The first rate, above 0. Default 1e-7.</summary>
    public double Lowest { get; init; } = 1e-7;

    /// <summary>The last rate, above the first. Default 10.</summary>
    public double Highest { get; init; } = 10;

    /// <summary>Number of steps, at least 10. Default 100.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>How much of the running mean of the loss each step keeps, in [0, 1). Default 0.9.</summary>
    public double Smoothing { get; init; } = 0.9;

    /// <summary>The test ends when the smoothed loss exceeds this times its lowest, above 1. Default 4.</summary>
    public double StopFactor { get; init; } = 4;

    internal void Validate()
    {
        Require(double.IsFinite(Lowest) && Lowest > 0, Lowest, nameof(Lowest), "finite and above 0");
        Require(double.IsFinite(Highest) && Highest > Lowest, Highest, nameof(Highest), "finite and above the lowest");
        Require(Steps >= 10, Steps, nameof(Steps), "at least 10");
        Require(Smoothing is >= 0 and < 1, Smoothing, nameof(Smoothing), "in [0, 1)");
        Require(StopFactor > 1, StopFactor, nameof(StopFactor), "above 1");
    }

    private static void Require(bool holds, double value, string name, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} of the learning-rate range must be {range}; found {value}.");
    }
}

/// <summary>What a learning-rate range test saw.</summary>
/// <param name="Points">Rate and smoothed loss of every step, rates rising.</param>
public sealed record LearningRateTest(IReadOnlyList<LearningRatePoint> Points)
{
    /// <summary>Points at the start that are not yet a mean of several.</summary>
    private const int Settling = 5;

    /// <summary>
    /// The rate at which the loss falls fastest per factor of the rate, before its minimum; null when it never falls. The fall is measured
    /// over a decade of rates, half of it on each side, because between neighbours it is mostly the noise of their batches; small batches
    /// of few rows can still mislead it.
    /// </summary>
    public double? Suggestion
    {
        get
        {
            var lowest = Enumerable.Range(0, Points.Count).MinBy(i => Points[i].Loss);
            var half = Points.Count < 2
                ? 1
                : Math.Max(1, (int)(0.5 * Math.Log(10) / Math.Log(Points[1].LearningRate / Points[0].LearningRate)));
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

/// <summary>One step of a learning-rate range test.</summary>
/// <param name="LearningRate">The step's rate.</param>
/// <param name="Loss">The smoothed loss before the step.</param>
public readonly record struct LearningRatePoint(double LearningRate, double Loss);

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
