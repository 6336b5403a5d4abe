using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>What a layer needs besides its inputs, for one forward or backward pass.</summary>
internal readonly ref struct Pass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of samples.</summary>
    public required int Batch { get; init; }

    /// <summary>The network's flat parameter buffer.</summary>
    public required ReadOnlySpan<T> Parameters { get; init; }

    /// <summary>The network's flat buffer of running statistics; a forward pass that is <see cref="Training"/> moves them, others leave them.</summary>
    public required Span<T> State { get; init; }

    /// <summary>Gradients, laid out as <see cref="Parameters"/>; empty in prediction.</summary>
    public Span<T> Gradients { get; init; }

    /// <summary>Who does the work.</summary>
    public required WorkerPool Workers { get; init; }

    /// <summary>What <see cref="Layer{T}.CreateWorkspace"/> gave; null in prediction.</summary>
    public LayerWorkspace? Workspace { get; init; }

    /// <summary>In prediction, <see cref="Layer{T}.ScratchSize"/> elements for each sample; what they hold is lost.</summary>
    public Span<T> Scratch { get; init; }

    /// <summary>True while training: dropout drops, normalization uses the batch's own statistics.</summary>
    public bool Training { get; init; }

    /// <summary>The share of this batch in the running statistics, in place of the layer's momentum; null in training.</summary>
    public double? StatisticsShare { get; init; }

    /// <summary>Decides everything random in a training step; the same for its forward and backward pass.</summary>
    public ulong StepSeed { get; init; }
}
