using System.Numerics;
using MlPipelines.Numerics.Buffers;

namespace MlPipelines.Numerics.Layers;

/// <summary>What both paths of a residual block remember, and room for the gradients that they must not share.</summary>
internal sealed class ResidualWorkspace<T>(LayerChain<T> body, LayerChain<T> shortcut, int maximumBatch) : LayerWorkspace
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _outputGradient = new(body.KeepsOutputGradient ? 0 : checked(maximumBatch * body.OutputSize));
    private readonly AlignedBuffer<T> _inputGradient = new(shortcut.IsEmpty ? 0 : checked(maximumBatch * body.InputSize));

    public ChainWorkspace<T> Body { get; } = body.CreateWorkspace(maximumBatch);

    public ChainWorkspace<T> Shortcut { get; } = shortcut.CreateWorkspace(maximumBatch);

    /// <summary>A copy of dy for a body that overwrites it.</summary>
    public Span<T> OutputGradient(int length) => _outputGradient.Span[..length];

    /// <summary>The shortcut's gradient by x.</summary>
    public Span<T> InputGradient(int length) => _inputGradient.Span[..length];
}
