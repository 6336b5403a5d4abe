using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

/// <summary>Is shown every step of a training.</summary>
public interface ITrainingObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Called once before the first step, on the training's thread: an observer that this network or these options do not suit throws here,
    /// before time is spent. By default nothing.
    /// </summary>
    /// <exception cref="ArgumentException">They do not suit.</exception>
    void OnStart(Network<T> network, TrainingOptions options)
    {
    }

    /// <summary>
    /// Called on the training's thread when a step's loss and gradients are known, before the weights change. An exception ends the
    /// training and reaches its caller.
    /// </summary>
    void OnIteration(in TrainingIteration<T> iteration);

    /// <summary>
    /// Called once when the training has ended without an exception, on the same thread; its time counts as that of the monitors. By
    /// default nothing.
    /// </summary>
    void OnEnd(TrainingEnd<T> end)
    {
    }
}

/// <summary>One step, as an observer sees it: after the gradients, before the update.</summary>
public readonly ref struct TrainingIteration<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal TrainingIteration(Network<T> network, ReadOnlySpan<T> gradients)
    {
        Network = network;
        Gradients = gradients;
    }

    /// <summary>From 1.</summary>
    public int Epoch { get; internal init; }

    /// <summary>Since the start, from 1.</summary>
    public long Iteration { get; internal init; }

    /// <summary>Of this step.</summary>
    public double LearningRate { get; internal init; }

    /// <summary>The batch's mean loss, penalties not included.</summary>
    public double Loss { get; internal init; }

    /// <summary>The batch's accuracy; NaN for regression.</summary>
    public double Accuracy { get; internal init; }

    /// <summary>The network with the weights that the loss was measured at.</summary>
    public Network<T> Network { get; }

    /// <summary>
    /// The mean loss's gradient by every parameter, laid out as <see cref="Network{T}.ParameterValues"/>, before clipping.
    /// </summary>
    public ReadOnlySpan<T> Gradients { get; }

    /// <summary>Euclidean norm of the gradient by all parameters.</summary>
    public double GradientNorm() => Norm(Gradients);

    /// <summary>Euclidean norm of the gradient by one parameter.</summary>
    public double GradientNorm(ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return Norm(Gradients.Slice(parameter.Offset, parameter.Length));
    }

    private static double Norm(ReadOnlySpan<T> values) => Math.Sqrt(SquareSum<T>.Compute(values));
}

/// <summary>A training that has ended, as an observer sees it.</summary>
/// <param name="Network">The trained network; an observer leaves it as it is.</param>
/// <param name="Training">The rows that it learned from.</param>
/// <param name="Monitors">The rows that it was judged by on the way.</param>
/// <param name="Options">The options of the training.</param>
/// <param name="Result">What it has to tell, without the time of this call.</param>
/// <param name="Cancellation">To be asked by an observer that takes long.</param>
public sealed record TrainingEnd<T>(
    Network<T> Network, SampleSet<T> Training, IReadOnlyList<Monitor<T>> Monitors, TrainingOptions Options, TrainingResult Result,
    CancellationToken Cancellation)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
