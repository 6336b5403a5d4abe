using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary>Forward, loss and backward of one batch through a network, in buffers allocated once.</summary>
internal sealed class GradientPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly Loss<T> _loss;
    private readonly AlignedBuffer<T>[] _outputs;
    private readonly LayerWorkspace?[] _workspaces;
    private readonly AlignedBuffer<T> _even;
    private readonly AlignedBuffer<T> _odd;

    public GradientPass(Network<T> network, Loss<T> loss, int maximumBatch)
    {
        _network = network;
        _loss = loss;
        var layers = network.Layers;
        _outputs = [.. layers.Select(l => new AlignedBuffer<T>(checked(maximumBatch * l.OutputSize)))];
        _workspaces = [.. layers.Select(l => l.CreateWorkspace(maximumBatch, training: true))];
        Buffer = new AlignedBuffer<T>(network.ParameterCount);
        var widest = layers.Length == 1 ? 0 : layers[..^1].Max(l => l.OutputSize);
        _even = new AlignedBuffer<T>(checked(maximumBatch * widest));
        _odd = new AlignedBuffer<T>(checked(maximumBatch * widest));
    }

    /// <summary>Of the last batch's mean loss by each parameter, laid out as the network's flat buffer.</summary>
    public Span<T> Gradients => Buffer.Span;

    internal AlignedBuffer<T> Buffer { get; }

    /// <summary>Leaves the gradients of the batch's mean loss in <see cref="Gradients"/>.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="targets">The batch's targets.</param>
    /// <param name="stepSeed">Decides what is dropped.</param>
    /// <param name="dx">[batch, inputs], overwritten with the gradient by x; empty when it is not wanted.</param>
    public LossSums Run(WorkerPool workers, ReadOnlySpan<T> x, in TargetBatch<T> targets, ulong stepSeed = 0, Span<T> dx = default)
    {
        var layers = _network.Layers;
        for (var i = 0; i < layers.Length; i++)
            layers[i].Forward(Pass(workers, targets.Count, i, stepSeed), Input(x, i, targets.Count), Output(i, targets.Count));
        var dy = Output(layers.Length - 1, targets.Count);
        var sums = _loss.Compute(workers, dy, targets, gradient: true);
        for (var i = layers.Length - 1; i >= 0; i--)
        {
            var dInput = i == 0 ? dx : (i % 2 == 0 ? _even : _odd).Span[..(targets.Count * layers[i].InputSize)];
            layers[i].Backward(Pass(workers, targets.Count, i, stepSeed), Input(x, i, targets.Count), Output(i, targets.Count), dy, dInput);
            dy = dInput;
        }
        return sums;
    }

    private ReadOnlySpan<T> Input(ReadOnlySpan<T> x, int layer, int batch) => layer == 0 ? x : Output(layer - 1, batch);

    private Span<T> Output(int layer, int batch) => _outputs[layer].Span[..(batch * _network.Layers[layer].OutputSize)];

    private Pass<T> Pass(WorkerPool workers, int batch, int layer, ulong stepSeed) => new()
    {
        Batch = batch,
        Parameters = _network.ParameterValues,
        Gradients = Buffer.Span,
        Workers = workers,
        Workspace = _workspaces[layer],
        Training = true,
        StepSeed = stepSeed,
    };
}
