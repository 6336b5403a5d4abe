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
    private readonly ChainWorkspace<T> _workspace;
    private readonly AlignedBuffer<T> _scores;

    public GradientPass(Network<T> network, Loss<T> loss, int maximumBatch)
    {
        _network = network;
        _loss = loss;
        _workspace = network.Chain.CreateWorkspace(maximumBatch);
        _scores = new AlignedBuffer<T>(checked(maximumBatch * network.OutputSize));
        Buffer = new AlignedBuffer<T>(network.ParameterCount);
    }

    /// <summary>Of the last batch's mean loss by each parameter, laid out as the network's flat buffer.</summary>
    public Span<T> Gradients => Buffer.Span;

    internal AlignedBuffer<T> Buffer { get; }

    /// <summary>Which smooth piece of the network the last batch went through, see <see cref="Layer{T}.Kinks"/>.</summary>
    /// <param name="rows">Rows of the last batch.</param>
    internal ulong Kinks(int rows) => _network.Chain.Kinks(_workspace, rows, pattern: 0);

    /// <summary>Leaves the gradients of the batch's mean loss in <see cref="Gradients"/>.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="targets">The batch's targets.</param>
    /// <param name="stepSeed">Decides what is dropped.</param>
    /// <param name="dx">[batch, inputs], overwritten with the gradient by x; empty when it is not wanted.</param>
    public LossSums Run(WorkerPool workers, ReadOnlySpan<T> x, in TargetBatch<T> targets, ulong stepSeed = 0, Span<T> dx = default)
    {
        var pass = new Pass<T>
        {
            Batch = targets.Count,
            Parameters = _network.ParameterValues,
            State = _network.StateValues,
            Gradients = Buffer.Span,
            Workers = workers,
            Training = true,
            StepSeed = stepSeed,
        };
        var output = _network.Chain.Forward(pass, _workspace, x);
        var dy = _scores.Span[..output.Length]; // a copy: the last layer may need its output to go backward
        output.CopyTo(dy);
        var sums = _loss.Compute(workers, dy, targets, gradient: true);
        _network.Chain.Backward(pass, _workspace, x, dy, dx);
        return sums;
    }
}
