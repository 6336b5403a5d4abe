using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// Forward, loss and backward of one batch through a network, in buffers allocated once. Layers before the first one that is trained pass
/// values on as in prediction.
/// </summary>
internal sealed class GradientPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly Loss<T> _loss;
    private readonly ChainWorkspace<T> _workspace;
    private readonly AlignedBuffer<T> _scores;
    private readonly LayerChain<T> _frozen;
    private readonly LayerChain<T> _trained;
    private readonly AlignedBuffer<T> _passedOn;
    private readonly bool _freezeStatistics;
    private readonly MemberTargets<T>? _members;

    /// <param name="network">The network.</param>
    /// <param name="loss">What is differentiated.</param>
    /// <param name="maximumBatch">Most rows of a batch.</param>
    /// <param name="settings">Which layers are trained; null for all.</param>
    /// <exception cref="ArgumentException">The first layer to train is not there.</exception>
    public GradientPass(Network<T> network, Loss<T> loss, int maximumBatch, TrainingSettings? settings = null)
    {
        _network = network;
        _loss = loss;
        _freezeStatistics = settings?.FreezeStatistics ?? false;
        var first = settings?.FirstTrainedLayer is { } name ? network.PlaceOf(name) : default;
        FrozenParameters = first.Parameter;
        var members = network.Chain.Members;
        (_frozen, _trained) = (members > 0 ? network.Chain.WithoutLast() : network.Chain).SplitAt(first.Layer);
        _members = members > 0 ? new MemberTargets<T>(members, maximumBatch) : null;
        _passedOn = new AlignedBuffer<T>(_frozen.IsEmpty ? 0 : checked(maximumBatch * _frozen.OutputSize));
        _workspace = _trained.CreateWorkspace(maximumBatch);
        _scores = new AlignedBuffer<T>(checked(maximumBatch * _trained.OutputSize));
        Buffer = new AlignedBuffer<T>(network.ParameterCount);
    }

    /// <summary>Of the last batch's mean loss by each parameter, laid out as the network's flat buffer.</summary>
    public Span<T> Gradients => Buffer.Span;

    /// <summary>Numbers at the start of the network's flat buffer that are not trained; their gradients are 0.</summary>
    public int FrozenParameters { get; }

    internal AlignedBuffer<T> Buffer { get; }

    /// <summary>Which smooth piece of the network the last batch went through, see <see cref="Layer{T}.Kinks"/>.</summary>
    /// <param name="rows">Rows of the last batch.</param>
    internal ulong Kinks(int rows) => _trained.Kinks(_workspace, rows, pattern: 0);

    /// <summary>Leaves the gradients of the batch's mean loss in <see cref="Gradients"/>.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="targets">The batch's targets.</param>
    /// <param name="stepSeed">Decides what is dropped.</param>
    /// <param name="dropoutFactor">What the probability of every dropout is multiplied by.</param>
    /// <param name="dx">[batch, inputs], overwritten with the gradient by x; empty when it is not wanted.</param>
    public LossSums Run(
        WorkerPool workers, ReadOnlySpan<T> x, in TargetBatch<T> targets, ulong stepSeed = 0, double dropoutFactor = 1,
        Span<T> dx = default)
    {
        var pass = new Pass<T>
        {
            Batch = targets.Count,
            Parameters = _network.ParameterValues,
            State = _network.StateValues,
            Gradients = Buffer.Span,
            Workers = workers,
            Training = true,
            FreezeStatistics = _freezeStatistics,
            StepSeed = stepSeed,
            DropoutFactor = dropoutFactor,
        };
        if (!_frozen.IsEmpty)
            x = PassOn(pass, x);
        var output = _trained.Forward(pass, _workspace, x);
        var dy = _scores.Span[..output.Length]; // a copy: the last layer may need its output to go backward
        output.CopyTo(dy);
        var sums = _members is null
            ? _loss.Compute(workers, dy, targets, gradient: true)
            : _members.MeanOf(_loss.Compute(workers, dy, _members.Repeat(targets), gradient: true));
        _trained.Backward(pass, _workspace, x, dy, dx);
        return sums;
    }

    /// <summary>What the frozen layers give, a few rows at a time as in prediction.</summary>
    private ReadOnlySpan<T> PassOn(scoped in Pass<T> pass, scoped ReadOnlySpan<T> x)
    {
        var (inputs, outputs) = (_frozen.InputSize, _frozen.OutputSize);
        var room = Network<T>.PredictionBatch(_frozen);
        for (var start = 0; start < pass.Batch; start += room)
        {
            var rows = Math.Min(room, pass.Batch - start);
            var own = new Pass<T>
            {
                Batch = rows,
                Parameters = pass.Parameters,
                State = pass.State,
                Workers = pass.Workers,
                Scratch = ThreadBuffers<T>.ForActivations(checked(rows * _frozen.ScratchSize)),
            };
            _frozen.Predict(own, x.Slice(start * inputs, rows * inputs), _passedOn.Span.Slice(start * outputs, rows * outputs));
        }

        return _passedOn.Span[..(pass.Batch * outputs)];
    }
}
