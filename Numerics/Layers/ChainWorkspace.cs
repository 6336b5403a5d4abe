using System.Numerics;
using MlPipelines.Numerics.Buffers;

namespace MlPipelines.Numerics.Layers;

/// <summary>What a chain of layers remembers in a training step: every layer's output and workspace, and two buffers that the gradients by inputs take turns in.</summary>
internal sealed class ChainWorkspace<T> : LayerWorkspace
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Layer<T>[] _layers;
    private readonly AlignedBuffer<T>[] _outputs;
    private readonly LayerWorkspace?[] _workspaces;
    private readonly AlignedBuffer<T> _even;
    private readonly AlignedBuffer<T> _odd;

    public ChainWorkspace(Layer<T>[] layers, int maximumBatch)
    {
        _layers = layers;
        _outputs = [.. layers.Select(l => new AlignedBuffer<T>(checked(maximumBatch * l.OutputSize)))];
        _workspaces = [.. layers.Select(l => l.CreateWorkspace(maximumBatch))];
        _even = new AlignedBuffer<T>(checked(maximumBatch * Widest(layers, 0)));
        _odd = new AlignedBuffer<T>(checked(maximumBatch * Widest(layers, 1)));
    }

    public LayerWorkspace? Of(int layer) => _workspaces[layer];

    /// <summary>[batch, outputs] of a layer.</summary>
    public Span<T> Output(int layer, int batch) => _outputs[layer].Span[..(batch * _layers[layer].OutputSize)];

    /// <summary>[batch, inputs] of a layer that is not the first.</summary>
    public Span<T> InputGradient(int layer, int batch) => (layer % 2 == 0 ? _even : _odd).Span[..(batch * _layers[layer].InputSize)];

    private static int Widest(Layer<T>[] layers, int parity) => layers.Where((_, i) => i > 0 && i % 2 == parity).Select(l => l.InputSize).DefaultIfEmpty(0).Max();
}
