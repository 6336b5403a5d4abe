using System.Numerics;
using System.Runtime.InteropServices;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;
using MlPipelines.TorchLearners.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPipelines.TorchLearners.Training;

/// <summary>
/// The steps of a training on libtorch: forward, loss and backward of a batch, penalties, clipping and update, and the evaluation of a set.
/// </summary>
internal sealed class TorchBackend<T> : ITrainingBackend<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int EvaluationBatch = 4096;
    private readonly TrainingOptions _options;
    private readonly TorchNetwork<T> _network;
    private readonly TorchOptimizer _optimizer;
    private readonly Parameter[] _parameters;
    private readonly Parameter[] _weights;
    private readonly T[] _gradients;
    private readonly (string Name, Memory<T> Values)[] _state;
    private readonly Dictionary<SampleSet<T>, TorchSamples<T>> _samples = new(ReferenceEqualityComparer.Instance);

    /// <summary>Copies the network to libtorch, and sets the number of threads for the whole process.</summary>
    /// <exception cref="NotSupportedException">A layer, loss or optimizer that this engine does not have.</exception>
    public TorchBackend(Network<T> network, TrainingOptions options)
    {
        TorchLoss.Require(options.Loss);
        RequireWholeNetwork(options);
        set_num_threads(options.Threads);
        _options = options;
        _network = new TorchNetwork<T>(network);
        _parameters = [.. _network.Parameters];
        _weights = [.. _network.Weights];
        _optimizer = new TorchOptimizer(options.Optimizer, _parameters);
        _gradients = new T[network.ParameterCount];
        _state = [.. Enumerable.Range(0, _optimizer.StateCount).Select(i => ($"state {i}", new T[network.ParameterCount].AsMemory()))];
    }

    /// <inheritdoc/>
    public string Name => "libtorch";

    /// <summary>Refuses a training of a part of the network, with several rates, or with changing dropout or decay.</summary>
    private static void RequireWholeNetwork(TrainingOptions options)
    {
        if (options.DropoutSchedule is not ConstantSchedule || options.DecaySchedule is not ConstantSchedule)
        {
            throw new NotSupportedException(
                $"libtorch trains with the same dropout and weight decay throughout: leave {nameof(TrainingOptions.DropoutSchedule)} and "
                + $"{nameof(TrainingOptions.DecaySchedule)} as they are, or train without it.");
        }

        if (options.FirstTrainedLayer is not null || options.FreezeStatistics || options.RateFactors.Count > 0)
        {
            throw new NotSupportedException(
                $"libtorch trains the whole network at one rate here: leave {nameof(TrainingOptions.FirstTrainedLayer)}, "
                + $"{nameof(TrainingOptions.FreezeStatistics)} and {nameof(TrainingOptions.RateFactors)} as they are, or train "
                + "without it.");
        }
    }

    /// <summary>As <see cref="ITrainingBackend{T}.Gradients"/>; copied from libtorch at each call.</summary>
    public ReadOnlySpan<T> Gradients
    {
        get
        {
            using var scope = NewDisposeScope();
            _network.Read(_parameters.Select(parameter => parameter.grad!), _gradients);
            return _gradients;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Memory<T> Values)> OptimizerState => _state;

    /// <inheritdoc/>
    public long OptimizerSteps
    {
        get => _optimizer.Steps;
        set => _optimizer.Steps = value;
    }

    /// <inheritdoc/>
    public LossSums ComputeGradients(ReadOnlySpan<T> x, in TargetBatch<T> targets, in StepSettings step)
    {
        using var scope = NewDisposeScope();
        var scores = _network.Forward(Matrix(x, targets.Count), step.Seed);
        var wanted = targets.Labels.IsEmpty ? Matrix(targets.Values, targets.Count) : Classes(targets.Labels);
        var (total, weight, found) = Totals(scores, wanted, targets.Weights.IsEmpty ? null : Matrix(targets.Weights, targets.Count));
        _optimizer.ClearGradients();
        using Scalar divisor = weight > 0 ? weight : 1;
        total.div(divisor).backward();
        return new LossSums(total.to(ScalarType.Float64).item<double>(), found, weight);
    }

    /// <inheritdoc/>
    public void Update(in StepSettings step)
    {
        using var scope = NewDisposeScope();
        AddPenalties();
        Clip();
        _optimizer.Step(step.LearningRate);
    }

    /// <inheritdoc/>
    public LossSums Evaluate(SampleSet<T> samples)
    {
        if (!_samples.TryGetValue(samples, out var tensors))
            _samples[samples] = tensors = new TorchSamples<T>(samples);
        var sums = default(LossSums);
        using var mode = inference_mode();
        for (var start = 0; start < tensors.Count; start += EvaluationBatch)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(EvaluationBatch, tensors.Count - start);
            var scores = _network.Forward(tensors.Features.narrow(0, start, count));
            var (total, weight, found) = Totals(scores, tensors.Targets.narrow(0, start, count), tensors.Weights?.narrow(0, start, count));
            sums += new LossSums(total.to(ScalarType.Float64).item<double>(), found, weight);
        }

        return sums;
    }

    /// <inheritdoc/>
    public void ReadWeights() => _network.Read();

    /// <inheritdoc/>
    public void ReadOptimizer()
    {
        for (var i = 0; i < _state.Length; i++)
            _network.Read(_optimizer.State(i), _state[i].Values.Span);
    }

    /// <inheritdoc/>
    public void WriteAll()
    {
        _network.Write();
        for (var i = 0; i < _state.Length; i++)
            _network.Write(_optimizer.State(i), _state[i].Values.Span);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var samples in _samples.Values)
            samples.Dispose();
        _optimizer.Dispose();
        _network.Dispose();
    }

    /// <summary>[rows, columns] with the values copied.</summary>
    private static Tensor Matrix(ReadOnlySpan<T> values, int rows)
    {
        var matrix = empty([rows, values.Length / rows], dtype: TorchNetwork<T>.Type);
        MemoryMarshal.AsBytes(values).CopyTo(matrix.bytes);
        return matrix;
    }

    /// <summary>[rows] classes as Int64.</summary>
    private static Tensor Classes(ReadOnlySpan<int> labels)
    {
        var classes = empty([labels.Length], dtype: ScalarType.Int64);
        var values = MemoryMarshal.Cast<byte, long>(classes.bytes);
        for (var i = 0; i < labels.Length; i++)
            values[i] = labels[i];
        return classes;
    }

    /// <summary>Σ weight · loss as a tensor, Σ weight, and Σ weight over the rows whose class was found.</summary>
    private (Tensor Loss, double Weight, double Found) Totals(Tensor scores, Tensor targets, Tensor? weights)
    {
        var losses = TorchLoss.Rows(_options.Loss, scores, targets);
        var found = targets.dtype == ScalarType.Int64 ? TorchLoss.Found(_options.Loss, scores, targets) : null;
        if (weights is null)
            return (losses.sum(), losses.shape[0], found?.sum().item<long>() ?? 0);
        var each = weights.squeeze(1);
        double Sum(Tensor values) => values.to(ScalarType.Float64).sum().item<double>();
        return ((losses * each).sum(), Sum(each), found is null ? 0 : Sum(each * found));
    }

    private void AddPenalties()
    {
        if (_options.L1 == 0 && _options.L2 == 0)
            return;
        using var mode = no_grad();
        using Scalar l1 = _options.L1, l2 = _options.L2;
        foreach (var weight in _weights)
        {
            var gradient = weight.grad!;
            if (_options.L1 > 0)
                gradient.add_(weight.sign(), alpha: l1);
            if (_options.L2 > 0)
                gradient.add_(weight, alpha: l2);
        }
    }

    private void Clip()
    {
        if (_options.Clipping?.Norm is { } norm)
            nn.utils.clip_grad_norm_(_parameters, norm);
        if (_options.Clipping?.Value is { } value)
            nn.utils.clip_grad_value_(_parameters, value);
    }
}
