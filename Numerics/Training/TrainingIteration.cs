using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;

namespace MlPipelines.Numerics.Training;

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

    /// <summary>The mean loss's gradient by every parameter, laid out as <see cref="Network{T}.ParameterValues"/>, before clipping.</summary>
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
