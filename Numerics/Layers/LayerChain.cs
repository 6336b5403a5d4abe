using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>Layers one after another: a network, or a path inside a composite layer. Without layers it passes its input on.</summary>
/// <param name="layers">In order; each takes what the one before gives.</param>
/// <param name="inputSize">Elements of one input sample.</param>
internal sealed class LayerChain<T>(Layer<T>[] layers, int inputSize)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _widest = layers.Length < 2 ? 0 : layers[..^1].Max(l => l.OutputSize);

    public ReadOnlySpan<Layer<T>> Layers => layers;

    /// <summary>Where each layer of the definition begins.</summary>
    public IReadOnlyList<LayerPlace> Places { get; init; } = [];

    public bool IsEmpty => layers.Length == 0;

    public int InputSize => inputSize;

    public int OutputSize => IsEmpty ? inputSize : layers[^1].OutputSize;

    /// <summary>Elements per sample that <see cref="Predict"/> needs for values in between.</summary>
    public int ScratchSize { get; } = layers.Length == 0
        ? 0
        : checked(2 * (layers.Length < 2 ? 0 : layers[..^1].Max(l => l.OutputSize)) + layers.Max(l => l.ScratchSize));

    /// <summary>Members whose answers the last layer averages, and which are trained each by itself; 0 where there are none.</summary>
    public int Members => !IsEmpty && layers[^1] is MemberAverageLayer<T> average ? average.Members : 0;

    public int MinimumTrainingBatch => IsEmpty ? 1 : layers.Max(l => l.MinimumTrainingBatch);

    /// <summary>Whether <see cref="Backward"/> leaves dy as it was.</summary>
    public bool KeepsOutputGradient => IsEmpty || layers[^1].KeepsOutputGradient;

    public void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        foreach (var layer in layers)
            layer.Initialize(parameters, state, random);
    }

    /// <summary>Whether <see cref="Prepare"/> does anything.</summary>
    public bool LearnsFromRows => layers.Any(layer => layer.LearnsFromRows);

    /// <summary>
    /// As <see cref="Layer{T}.Prepare"/>: each layer from what the layers before it, which are prepared, make of the rows.
    /// </summary>
    public void Prepare(in Pass<T> pass, Span<T> parameters, ReadOnlySpan<T> x, Xoshiro256 random)
    {
        var last = Array.FindLastIndex(layers, layer => layer.LearnsFromRows);
        for (var i = 0; i <= last; i++)
        {
            layers[i].Prepare(pass, parameters, x, random);
            if (i == last)
                return;
            var y = new T[checked(pass.Batch * layers[i].OutputSize)];
            Apply(layers[i], pass, parameters, x, y);
            x = y;
        }
    }

    /// <summary>y = f(x) of one layer, a few rows at a time.</summary>
    private static void Apply(Layer<T> layer, in Pass<T> pass, ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> y)
    {
        const int Piece = 256;
        var scratch = new T[checked(Piece * layer.ScratchSize)];
        for (var start = 0; start < pass.Batch; start += Piece)
        {
            var rows = Math.Min(Piece, pass.Batch - start);
            layer.Forward(
                new Pass<T> { Batch = rows, Parameters = parameters, State = pass.State, Workers = pass.Workers, Scratch = scratch },
                x.Slice(start * layer.InputSize, rows * layer.InputSize),
                y.Slice(start * layer.OutputSize, rows * layer.OutputSize));
        }
    }

    /// <summary>The layers before one and those from it on, each as a chain of its own.</summary>
    public (LayerChain<T> Before, LayerChain<T> Behind) SplitAt(int layer) =>
        (new LayerChain<T>(layers[..layer], inputSize),
            new LayerChain<T>(layers[layer..], layer == 0 ? inputSize : layers[layer - 1].OutputSize));

    /// <summary>All layers but the last one.</summary>
    public LayerChain<T> WithoutLast() => new(layers[..^1], inputSize);

    public ChainWorkspace<T> CreateWorkspace(int maximumBatch) => new(layers, maximumBatch);

    /// <summary>
    /// y = f(x) without remembering anything; intermediate values alternate between two halves of the pass's scratch room.
    /// </summary>
    public void Predict(in Pass<T> pass, scoped ReadOnlySpan<T> x, Span<T> y)
    {
        if (IsEmpty)
        {
            x.CopyTo(y);
            return;
        }

        var half = _widest * pass.Batch;
        var own = pass with { Scratch = pass.Scratch[(2 * half)..] };
        for (var (i, turn) = (0, 0); i < layers.Length; i++, turn ^= 1)
        {
            var convolution = i + 1 < layers.Length ? layers[i] as Conv2dLayer<T> : null;
            var normalization = convolution is { TakesNormalization: true } ? layers[i + 1] as BatchNormLayer<T> : null;
            if (normalization is not null)
                i++;
            var output = i == layers.Length - 1 ? y : pass.Scratch.Slice(turn * half, pass.Batch * layers[i].OutputSize);
            if (normalization is null)
                layers[i].Forward(own, x, output);
            else
                convolution!.PredictNormalized(own, x, normalization, output);
            x = output;
        }
    }

    /// <summary>Runs a training step's forward pass and gives the last layer's output, which lies in the workspace.</summary>
    public Span<T> Forward(in Pass<T> pass, ChainWorkspace<T> workspace, ReadOnlySpan<T> x)
    {
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i].Forward(
                pass with { Workspace = workspace.Of(i) }, Input(workspace, x, i, pass.Batch), workspace.Output(i, pass.Batch));
        }

        return workspace.Output(layers.Length - 1, pass.Batch);
    }

    /// <summary>Gradients by all parameters, and by x unless dx is empty.</summary>
    /// <param name="pass">As given to <see cref="Forward"/>.</param>
    /// <param name="workspace">As left by <see cref="Forward"/>.</param>
    /// <param name="x">[batch, inputs], as given to <see cref="Forward"/>.</param>
    /// <param name="dy">[batch, outputs]; may be overwritten, and may be the workspace's own last output.</param>
    /// <param name="dx">[batch, inputs], overwritten; or empty.</param>
    public void Backward(in Pass<T> pass, ChainWorkspace<T> workspace, ReadOnlySpan<T> x, Span<T> dy, Span<T> dx)
    {
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            var own = i == 0 ? dx : workspace.InputGradient(i, pass.Batch);
            layers[i].Backward(
                pass with { Workspace = workspace.Of(i) }, Input(workspace, x, i, pass.Batch), workspace.Output(i, pass.Batch), dy, own);
            dy = own;
        }
    }

    /// <summary>As <see cref="Layer{T}.Kinks"/>, for all layers.</summary>
    public ulong Kinks(ChainWorkspace<T> workspace, int batch, ulong pattern)
    {
        for (var i = 0; i < layers.Length; i++)
            pattern = layers[i].Kinks(workspace.Of(i), workspace.Output(i, batch), pattern);
        return pattern;
    }

    private static ReadOnlySpan<T> Input(ChainWorkspace<T> workspace, ReadOnlySpan<T> x, int layer, int batch) =>
        layer == 0 ? x : workspace.Output(layer - 1, batch);
}

/// <summary>
/// What a chain of layers remembers in a training step: every layer's output and workspace, and two buffers that the gradients by inputs
/// take turns in.
/// </summary>
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

    private static int Widest(Layer<T>[] layers, int parity) =>
        layers.Where((_, i) => i > 0 && i % 2 == parity).Select(l => l.InputSize).DefaultIfEmpty(0).Max();
}
