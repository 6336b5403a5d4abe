using System.Numerics;

namespace MlPipelines.Numerics.Optimizers;

/// <summary>An update rule with its state, for one flat parameter buffer. Each parameter is updated by itself, so any split of the buffer gives the same result.</summary>
internal abstract class Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of steps begun.</summary>
    public long Steps { get; set; }

    /// <summary>The state's buffers by name, each as long as the parameters; for checkpoints.</summary>
    public abstract IReadOnlyList<(string Name, Memory<T> Values)> State { get; }

    /// <summary>Starts the next step: counts it and works out its factors.</summary>
    public abstract void BeginStep(double learningRate);

    /// <summary>Updates the parameters from <paramref name="start"/> on; called for disjoint parts between two <see cref="BeginStep"/>, perhaps by several threads.</summary>
    public abstract void Update(int start, Span<T> parameters, ReadOnlySpan<T> gradients);
}
