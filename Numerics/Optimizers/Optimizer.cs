using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Optimizers;

/// <summary>How parameters follow their gradients: an immutable value.</summary>
public abstract record OptimizerOptions
{
    /// <summary>Step size, at least 0 and finite.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public virtual void Validate() =>
        Require(double.IsFinite(LearningRate) && LearningRate >= 0, LearningRate, "learning rate", "finite and at least 0");

    /// <summary>Builds the optimizer with zero state for a flat buffer of <paramref name="count"/> parameters.</summary>
    public abstract Optimizer<T> Build<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Refuses a setting that does not hold what it must.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not hold; the message names it, its range and its value.</exception>
    protected void Require(bool holds, double value, string name, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of {GetType().Name} must be {range}; found {value}.");
    }
}

/// <summary>
/// An update rule with its state, for one flat parameter buffer. Each parameter is updated by itself, so any split of the buffer gives the
/// same result.
/// </summary>
public abstract class Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of steps begun.</summary>
    public long Steps { get; set; }

    /// <summary>The state's buffers by name, each as long as the parameters; for checkpoints.</summary>
    public abstract IReadOnlyList<(string Name, Memory<T> Values)> State { get; }

    /// <summary>Starts the next step: counts it and works out its factors.</summary>
    /// <param name="learningRate">The rate of this step.</param>
    /// <param name="decayFactor">What the options' weight decay is multiplied by in this step.</param>
    public abstract void BeginStep(double learningRate, double decayFactor = 1);

    /// <summary>
    /// Updates the parameters from <paramref name="start"/> on; called for disjoint parts between two <see cref="BeginStep"/>, perhaps by
    /// several threads.
    /// </summary>
    public abstract void Update(int start, Span<T> parameters, ReadOnlySpan<T> gradients);
}

/// <summary>One update of a part of the flat buffer, or of all of it, split into parts of whole cache lines.</summary>
internal struct OptimizerWork<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 64;
    private const int MinimumPart = 16_384;
    private Optimizer<T> _optimizer;
    private AlignedBuffer<T> _parameters;
    private AlignedBuffer<T> _gradients;
    private int _start;
    private int _length;
    private int _parts;

    public static void Run(
        WorkerPool workers, Optimizer<T> optimizer, AlignedBuffer<T> parameters, AlignedBuffer<T> gradients, int start, int length)
    {
        var work = new OptimizerWork<T>
        {
            _optimizer = optimizer,
            _parameters = parameters,
            _gradients = gradients,
            _start = start,
            _length = length,
            _parts = Math.Clamp(length / MinimumPart, 1, workers.Threads),
        };
        workers.Run(ref work, work._parts);
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of((_length + Block - 1) / Block, _parts, part);
        var start = _start + first * Block;
        var length = Math.Min(end * Block, _length) - first * Block;
        _optimizer.Update(start, _parameters.Span.Slice(start, length), _gradients.Span.Slice(start, length));
    }
}
