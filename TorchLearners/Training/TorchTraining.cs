using System.Diagnostics;
using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;
using MlPipelines.TorchLearners.Networks;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Training;

/// <summary>One training on libtorch, in the steps of Numerics' own: fit → epoch → step, with its orders, rates, penalties and records.</summary>
internal sealed class TorchTraining<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly TrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly BatchReader<T> _batches;
    private readonly BestWeights<T>? _best;
    private readonly TorchNetwork<T> _torch;
    private readonly TorchSamples<T> _training;
    private readonly List<(string Name, TorchSamples<T> Samples)> _monitors;
    private readonly TorchStep<T> _step;
    private readonly List<HistoryEntry> _history = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _epoch;
    private long _iteration;
    private double _learningRate;
    private LossSums _epochSums;
    private bool _stop;

    /// <summary>Checks samples and options as Numerics' training does, and copies the network to libtorch.</summary>
    public TorchTraining(
        Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions options,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        if (options.Checkpoint is not null)
            throw new NotSupportedException("The torch engine writes no checkpoints; train without them, or without an engine.");
        if (options.Augmentation is not null)
            throw new NotSupportedException("The torch engine changes no images; train without augmentation, or without an engine.");
        (_network, _options, _progress, _cancellation) = (network, options, progress, cancellation);
        TrainingChecks.Require(network, training, monitors, options);
        _batches = new BatchReader<T>(training, options);
        _best = options.EarlyStopping is { } early ? new BestWeights<T>(early, network) : null;
        set_num_threads(options.Threads);
        _torch = new TorchNetwork<T>(network);
        _training = new TorchSamples<T>(training);
        _monitors = [.. monitors.Select(m => (m.Name, new TorchSamples<T>(m.Samples)))];
        _step = new TorchStep<T>(_torch, options);
    }

    /// <summary>Trains; the network then has the trained weights, or the best ones with early stopping.</summary>
    public TrainingResult Fit()
    {
        while (_epoch < _options.Epochs && !_stop)
            RunEpoch();
        _torch.CopyBack();
        _best?.Restore();
        return new TrainingResult(new TrainingHistory(_history), _epoch, _iteration, Seconds)
        {
            BestEpoch = _best is { Epoch: > 0 } best ? best.Epoch : null,
            StoppedEarly = _stop && _epoch < _options.Epochs,
        };
    }

    public void Dispose()
    {
        _step.Dispose();
        foreach (var (_, samples) in _monitors)
            samples.Dispose();
        _training.Dispose();
        _torch.Dispose();
    }

    private long Iterations => (long)_options.Epochs * _batches.BatchesPerEpoch;

    private double Seconds => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    private void RunEpoch()
    {
        _epoch++;
        _epochSums = default;
        _batches.StartEpoch(_epoch);
        using var order = tensor(_batches.Order.ToArray());
        for (var batch = 0; batch < _batches.BatchesPerEpoch; batch++)
        {
            var start = batch * _batches.BatchSize;
            Step(order, start, Math.Min(_batches.BatchSize, _training.Count - start));
            if (batch < _batches.BatchesPerEpoch - 1 && Due(_iteration, _options.EvaluateEveryIterations))
                Record(endOfEpoch: false, evaluate: true);
        }
        Record(endOfEpoch: true, evaluate: Due(_epoch, _options.EvaluateEveryEpochs) || (_epoch == _options.Epochs && _options.EvaluateEveryEpochs > 0));
    }

    private void Step(Tensor order, int start, int count)
    {
        _cancellation.ThrowIfCancellationRequested();
        _iteration++;
        _learningRate = _options.Schedule.RateAt(_options.Optimizer.LearningRate, new TrainingStep(_iteration - 1, Iterations, _batches.BatchesPerEpoch));
        using var scope = NewDisposeScope();
        var sums = _step.Run(_training, order.narrow(0, start, count), _learningRate, StepSeeds.Of(_options.Seed, _iteration));
        if (!double.IsFinite(sums.Loss))
            throw new TrainingDivergedException(_epoch, _iteration, sums.Loss / sums.Weight, _learningRate);
        _epochSums += sums;
    }

    private void Record(bool endOfEpoch, bool evaluate)
    {
        if (endOfEpoch)
        {
            _torch.CopyBack();
            RequireFiniteParameters();
        }
        MonitorResult[] results = evaluate ? [.. _monitors.Select(m => Evaluate(m.Name, m.Samples))] : [];
        var accuracy = _training.HasClasses ? _epochSums.Correct / _epochSums.Weight : double.NaN;
        var entry = new HistoryEntry(_epoch, _iteration, endOfEpoch, Seconds, _learningRate, _epochSums.Loss / _epochSums.Weight, accuracy, results);
        _history.Add(entry);
        if (endOfEpoch)
            _stop = _best?.Observe(_epoch, results) ?? false;
        _progress?.Report(new TrainingProgress(_options.Epochs, Iterations, entry));
    }

    private void RequireFiniteParameters()
    {
        RequireFinite(_network.ParameterValues, "A weight");
        RequireFinite(_network.StateValues, "A running statistic");
    }

    private void RequireFinite(ReadOnlySpan<T> values, string what)
    {
        foreach (var value in values)
            if (!T.IsFinite(value))
                throw new TrainingDivergedException(_epoch, _iteration, double.CreateTruncating(value), _learningRate, what);
    }

    private MonitorResult Evaluate(string name, TorchSamples<T> samples)
    {
        _cancellation.ThrowIfCancellationRequested();
        var sums = _step.Evaluate(samples);
        if (!double.IsFinite(sums.Loss))
            throw new TrainingDivergedException(_epoch, _iteration, sums.Loss / sums.Weight, _learningRate, $"The loss of the {name} samples");
        return new MonitorResult(name, sums.Loss / sums.Weight, samples.HasClasses ? sums.Correct / sums.Weight : double.NaN);
    }

    private static bool Due(long count, int every) => every > 0 && count % every == 0;
}
