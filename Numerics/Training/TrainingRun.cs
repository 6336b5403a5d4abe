using System.Diagnostics;
using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training.Checkpoints;

namespace MlPipelines.Numerics.Training;

/// <summary>One training, as a ladder: fit → epoch → step. Everything that a step needs is allocated before the first one.</summary>
internal sealed class TrainingRun<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly IReadOnlyList<Monitor<T>> _monitors;
    private readonly TrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly ITrainingObserver<T>? _observer;
    private readonly WorkerPool _workers;
    private readonly ITrainingBackend<T> _backend;
    private readonly BatchReader<T> _batches;
    private readonly BestWeights<T>? _best;
    private readonly AveragedWeights<T>? _average;
    private readonly CheckpointFile<T, CheckpointState>? _checkpoint;
    private readonly List<HistoryEntry> _history = [];
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly int _epochs;
    private int _epoch;
    private long _iteration;
    private double _learningRate;
    private LossSums _epochSums;
    private double _secondsBefore;
    private double _monitorSeconds;
    private bool _stop;

    /// <param name="network">Its weights are the start.</param>
    /// <param name="training">The rows to learn from.</param>
    /// <param name="monitors">Sets evaluated on the way.</param>
    /// <param name="options">How, checked and with nothing left open.</param>
    /// <param name="createBackend">Makes what computes the steps; null for this library.</param>
    /// <param name="observer">Shown every step; null for nobody.</param>
    /// <param name="progress">Told after every entry of the history; null for nobody.</param>
    /// <param name="cancellation">Checked before every step.</param>
    public TrainingRun(
        Network<T> network, SampleSet<T> training, IReadOnlyList<Monitor<T>> monitors, TrainingOptions options,
        Func<Network<T>, TrainingOptions, ITrainingBackend<T>>? createBackend, ITrainingObserver<T>? observer,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        _network = network;
        _monitors = monitors;
        _options = options;
        _epochs = options.Epochs!.Value;
        _progress = progress;
        _cancellation = cancellation;
        _observer = observer;
        TrainingChecks.Require(network, training, monitors, options);
        _batches = new BatchReader<T>(training, options);
        _best = options.EarlyStopping is { } early ? new BestWeights<T>(early, network) : null;
        _average = options.WeightAverage is { } decay ? new AveragedWeights<T>(decay, network) : null;
        if (_average is not null && createBackend is not null)
        {
            throw new NotSupportedException(
                $"Weights are averaged in this library's own training alone: leave {nameof(options.WeightAverage)} out, or train without "
                + "the other engine.");
        }

        _workers = new WorkerPool(options.Threads);
        try
        {
            _backend = createBackend?.Invoke(network, options) ?? new ProcessorBackend<T>(network, options, _batches.BatchSize, _workers);
        }
        catch
        {
            _workers.Dispose();
            throw;
        }

        if (options.Checkpoint is { } checkpoint)
        {
            var store = new CheckpointStore(
                checkpoint.Path, TrainingDescription.Of(network, training, monitors, options, _backend.Name), checkpoint.Warn);
            _checkpoint = new CheckpointFile<T, CheckpointState>(store, Arrays(), CheckpointJson.Default.CheckpointState);
        }
    }

    public TrainingResult Fit()
    {
        Resume();
        try
        {
            while (_iteration < Iterations && !_stop)
                RunEpoch();
            _average?.Exchange();
        }
        finally
        {
            _backend.ReadWeights();
            _best?.Restore();
        }

        return new TrainingResult(new TrainingHistory(_history), _epoch, _iteration, Seconds)
        {
            MonitorSeconds = _monitorSeconds,
            BestEpoch = _best is { Epoch: > 0 } best ? best.Epoch : null,
            StoppedEarly = _stop && _epoch < _epochs,
        };
    }

    public void Dispose()
    {
        _backend.Dispose();
        _workers.Dispose();
    }

    private long Iterations => (long)_epochs * _batches.BatchesPerEpoch;

    private double Seconds => _secondsBefore + Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>The next epoch, or the rest of one that a checkpoint was taken from.</summary>
    private void RunEpoch()
    {
        var batch = (int)(_iteration - (_epoch - 1L) * _batches.BatchesPerEpoch);
        if (_epoch == 0 || batch == _batches.BatchesPerEpoch)
        {
            _epoch++;
            _epochSums = default;
            batch = 0;
        }

        _batches.StartEpoch(_epoch);
        for (; batch < _batches.BatchesPerEpoch - 1; batch++)
        {
            Step(batch);
            if (Due(_iteration, _options.EvaluateEveryIterations))
                Record(endOfEpoch: false, evaluate: true);
            if (Due(_iteration, _options.Checkpoint?.EveryIterations ?? 0))
                Save();
        }

        Step(batch);
        Record(
            endOfEpoch: true,
            evaluate: Due(_epoch, _options.EvaluateEveryEpochs) || (_epoch == _epochs && _options.EvaluateEveryEpochs > 0));
        if (Due(_epoch, _options.Checkpoint?.EveryEpochs ?? 0) || Due(_iteration, _options.Checkpoint?.EveryIterations ?? 0))
            Save();
    }

    private void Step(int batch)
    {
        _cancellation.ThrowIfCancellationRequested();
        _iteration++;
        var place = new TrainingStep(_iteration - 1, Iterations, _batches.BatchesPerEpoch);
        _learningRate = _options.Schedule.RateAt(_options.Optimizer.LearningRate, place);
        var step = new StepSettings(
            StepSeeds.Of(_options.Seed, _iteration), _learningRate, _options.DropoutSchedule.RateAt(1, place),
            _options.DecaySchedule.RateAt(1, place));
        var rows = _batches.Load(_workers, batch);
        var sums = _backend.ComputeGradients(_batches.Features, _batches.Targets(rows), step);
        if (!double.IsFinite(sums.Loss))
            throw new TrainingDivergedException(_epoch, _iteration, sums.Loss / sums.Weight, _learningRate);
        _epochSums += sums;
        Show(sums);
        _backend.Update(step);
        _average?.Add(_workers, _iteration);
    }

    private void Show(LossSums sums)
    {
        if (_observer is null)
            return;
        _backend.ReadWeights();
        var iteration = new TrainingIteration<T>(_network, _backend.Gradients)
        {
            Epoch = _epoch,
            Iteration = _iteration,
            LearningRate = _learningRate,
            Loss = sums.Loss / sums.Weight,
            Accuracy = _batches.HasClasses ? sums.Correct / sums.Weight : double.NaN,
        };
        _observer.OnIteration(iteration);
    }

    private void Record(bool endOfEpoch, bool evaluate)
    {
        if (endOfEpoch)
        {
            _backend.ReadWeights();
            RequireFiniteParameters();
        }

        _average?.Exchange();
        try
        {
            Judge(endOfEpoch, evaluate);
        }
        finally
        {
            _average?.Exchange();
        }
    }

    /// <summary>Evaluates the monitors, and looks whether the epoch is the best so far.</summary>
    private void Judge(bool endOfEpoch, bool evaluate)
    {
        MonitorResult[] results = evaluate ? [.. _monitors.Select(Evaluate)] : [];
        var accuracy = _batches.HasClasses ? _epochSums.Correct / _epochSums.Weight : double.NaN;
        var entry = new HistoryEntry(
            _epoch, _iteration, endOfEpoch, Seconds, _learningRate, _epochSums.Loss / _epochSums.Weight, accuracy, results);
        _history.Add(entry);
        if (endOfEpoch)
            _stop = _best?.Observe(_epoch, results) ?? false;
        _progress?.Report(new TrainingProgress(_epochs, Iterations, entry));
    }

    /// <summary>A step's loss is measured before its update, so the last update of an epoch is looked at by itself.</summary>
    private void RequireFiniteParameters()
    {
        RequireFinite(_network.ParameterValues, "A weight");
        RequireFinite(_network.StateValues, "A running statistic");
    }

    private void RequireFinite(ReadOnlySpan<T> values, string what)
    {
        foreach (var value in values)
        {
            if (!T.IsFinite(value))
                throw new TrainingDivergedException(_epoch, _iteration, double.CreateTruncating(value), _learningRate, what);
        }
    }

    private MonitorResult Evaluate(Monitor<T> monitor)
    {
        _cancellation.ThrowIfCancellationRequested();
        var start = Stopwatch.GetTimestamp();
        var sums = _backend.Evaluate(monitor.Samples);
        _monitorSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (!double.IsFinite(sums.Loss))
        {
            throw new TrainingDivergedException(
                _epoch, _iteration, sums.Loss / sums.Weight, _learningRate, $"The loss of the {monitor.Name} samples");
        }

        return new MonitorResult(
            monitor.Name, sums.Loss / sums.Weight, monitor.Samples.Classes > 0 ? sums.Correct / sums.Weight : double.NaN);
    }

    private List<(string Name, Memory<T> Values)> Arrays()
    {
        List<(string, Memory<T>)> arrays =
        [
            ("parameters", _network.Buffer.Memory),
            ("state", _network.StateBuffer.Memory),
            .. _backend.OptimizerState.Select(s => ($"optimizer.{s.Name}", s.Values)),
        ];
        if (_average is not null)
            arrays.Add(("average", _average.Values));
        if (_best is not null)
            arrays.AddRange([("best", _best.Weights), ("best state", _best.State)]);
        return arrays;
    }

    private void Save()
    {
        if (_checkpoint is null)
            return;
        _backend.ReadWeights();
        _backend.ReadOptimizer();
        _checkpoint.Save(State());
    }

    private CheckpointState State() => new()
    {
        Epoch = _epoch,
        Iteration = _iteration,
        OptimizerSteps = _backend.OptimizerSteps,
        Seconds = Seconds,
        MonitorSeconds = _monitorSeconds,
        EpochLoss = _epochSums.Loss,
        EpochCorrect = _epochSums.Correct,
        EpochWeight = _epochSums.Weight,
        BestValue = _best?.Value ?? 0,
        BestEpoch = _best?.Epoch ?? 0,
        Waited = _best?.Waited ?? 0,
        Stopped = _stop,
        History = [.. _history],
    };

    private void Resume()
    {
        if (_checkpoint?.Load(IsSound) is not { } state)
            return;
        _backend.WriteAll();
        (_epoch, _iteration, _backend.OptimizerSteps, _stop) = (state.Epoch, state.Iteration, state.OptimizerSteps, state.Stopped);
        (_secondsBefore, _monitorSeconds) = (state.Seconds, state.MonitorSeconds);
        _epochSums = new LossSums(state.EpochLoss, state.EpochCorrect, state.EpochWeight);
        if (_best is not null)
            (_best.Value, _best.Epoch, _best.Waited) = (state.BestValue, state.BestEpoch, state.Waited);
        _history.AddRange(state.History);
    }

    /// <summary>Whether a state is one that this training can have been in.</summary>
    private bool IsSound(CheckpointState state)
    {
        if (state.Epoch < 1 || state.Epoch > _epochs || state.OptimizerSteps < 0)
            return false;
        var ofEpoch = state.Iteration - (state.Epoch - 1L) * _batches.BatchesPerEpoch;
        if (ofEpoch < 1 || ofEpoch > _batches.BatchesPerEpoch)
            return false;
        var ended = ofEpoch == _batches.BatchesPerEpoch ? state.Epoch : state.Epoch - 1;
        return state.History.Count(entry => entry.EndOfEpoch) == ended && state.BestEpoch >= 0 && state.BestEpoch <= ended
            && state.Waited >= 0 && state.Waited <= ended;
    }

    private static bool Due(long count, int every) => every > 0 && count % every == 0;
}
