using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary>Decides each epoch's order, gathers one batch at a time into buffers of its own, and augments its images.</summary>
internal sealed class BatchReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SampleSet<T> _samples;
    private readonly int[] _order;
    private readonly TrainingOptions _options;
    private readonly AlignedBuffer<T> _features;
    private readonly int[] _labels;
    private readonly T[] _targets;
    private readonly T[] _weights;
    private int _rows;
    private int _epoch;

    public BatchReader(SampleSet<T> samples, TrainingOptions options)
    {
        _samples = samples;
        var asked = options.BatchSize!.Value;
        BatchSize = Math.Min(asked, samples.Count);
        if (options.DropLastBatch && asked > samples.Count)
        {
            throw new ArgumentException(
                $"With the last incomplete batch dropped, {samples.Count} training rows do not fill one batch of {asked}.",
                nameof(options));
        }

        BatchesPerEpoch = options.DropLastBatch ? samples.Count / BatchSize : (samples.Count + BatchSize - 1) / BatchSize;
        _order = [.. Enumerable.Range(0, samples.Count)];
        _options = options;
        _features = new AlignedBuffer<T>(checked(BatchSize * samples.Columns));
        _labels = new int[samples.Labels.IsEmpty ? 0 : BatchSize];
        _targets = new T[BatchSize * samples.TargetColumns];
        _weights = new T[samples.Weights.IsEmpty ? 0 : BatchSize];
    }

    public int BatchSize { get; }

    public int BatchesPerEpoch { get; }

    public bool HasClasses => _samples.Classes > 0;

    /// <summary>The samples' numbers in this epoch's order.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>[rows, columns] of the loaded batch.</summary>
    public ReadOnlySpan<T> Features => _features.Span[..(_rows * _samples.Columns)];

    /// <summary>Puts the samples into an epoch's order, which depends on the seed and the epoch alone.</summary>
    public void StartEpoch(int epoch)
    {
        _epoch = epoch;
        if (!_options.Shuffle)
            return;
        for (var i = 0; i < _order.Length; i++)
            _order[i] = i;
        new Xoshiro256(_options.Seed, RandomPurpose.Shuffling, epoch).Shuffle(_order.AsSpan());
    }

    /// <summary>Gathers a batch of this epoch and gives its number of rows.</summary>
    public int Load(WorkerPool workers, int batch)
    {
        var start = batch * BatchSize;
        _rows = Math.Min(BatchSize, _samples.Count - start);
        var rows = _order.AsSpan(start, _rows);
        _samples.Gather(workers, rows, _features.Span);
        if (_options.Augmentation is { } augmentation)
            ImageAugmenter<T>.Run(workers, augmentation, _options.Seed, _epoch, rows, _features.Span[..(_rows * _samples.Columns)]);
        RowGather<T>.Run(workers, _samples.Targets.Span, rows, _samples.TargetColumns, _targets);
        RowGather<int>.Run(workers, _samples.Labels.Span, rows, _labels.Length == 0 ? 0 : 1, _labels);
        RowGather<T>.Run(workers, _samples.Weights.Span, rows, _weights.Length == 0 ? 0 : 1, _weights);
        return _rows;
    }

    /// <summary>The targets of the loaded batch.</summary>
    public TargetBatch<T> Targets(int rows) => new()
    {
        Count = rows,
        Labels = _labels.AsSpan(0, Math.Min(rows, _labels.Length)),
        Values = _targets.AsSpan(0, rows * _samples.TargetColumns),
        Weights = _weights.AsSpan(0, Math.Min(rows, _weights.Length)),
    };
}
