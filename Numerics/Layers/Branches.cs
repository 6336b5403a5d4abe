using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Several paths, each from some of the inputs, whose outputs follow one another: numbers may take another way than categories. Shapes: x
/// [inputs]; y [sum of the paths' outputs]; each path takes the shape [its slots].
/// </summary>
/// <param name="Paths">At least one.</param>
public sealed record Branches(ValueSequence<Branch> Paths) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        if (input.Rank != 1)
            throw new ArgumentException($"Branches take the shape [features]; found {input}.");
        foreach (var (i, path) in Paths.Index())
        {
            foreach (var slot in path.Slots)
            {
                if (slot < 0 || slot >= input.Size)
                    throw new ArgumentException($"Path {i} takes the slot {slot}, where there are slots 0 to {input.Size - 1}.");
            }
        }

        return new Shape(Paths.Sum(path => path.Output().Size));
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Paths);
        if (Paths.Count == 0)
            throw new ArgumentException("Branches need at least one path.", nameof(Paths));
        foreach (var (i, path) in Paths.Index())
        {
            if (path is null || path.Slots is null || path.Layers is null)
                throw new ArgumentException($"Path {i} lacks its slots or its layers.", nameof(Paths));
            if (path.Slots.Count == 0 || path.Slots.Distinct().Count() < path.Slots.Count)
                throw new ArgumentException($"Path {i} needs at least one slot, each once; found {path.Slots}.", nameof(Paths));
        }
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => Count((layer, shape) => layer.CountParameters(shape));

    /// <inheritdoc/>
    public override long CountMultiplyAdds(Shape input) => Count((layer, shape) => layer.CountMultiplyAdds(shape));

    /// <inheritdoc/>
    public override IEnumerable<LayerSummary> Summarize(Shape input, string path, int depth) =>
    [
        new(path, nameof(Branches), OutputShape(input), 0, 0) { Depth = depth },
        .. Paths.SelectMany((branch, i) => LayerShapes.WithInputs(branch.Layers, branch.Input)
            .SelectMany((pair, j) => pair.Layer.Summarize(pair.Input, PathOf(path, i)(pair.Layer, j), depth + 1))),
    ];

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new BranchesLayer<T>(
        input, OutputShape(input),
        [.. Paths.Select((branch, i) => new BranchChain<T>(
            [.. branch.Slots],
            LayerBuilder.Build<T>(branch.Layers, branch.Input, ImageLayout.ChannelsFirst, layout, PathOf(path, i))))]);

    private static Func<LayerDefinition, int, string> PathOf(string path, int branch) =>
        (layer, i) => $"{path}.{layer.Name ?? $"{branch}.{i}"}";

    private long Count(Func<LayerDefinition, Shape, long> count) =>
        Paths.Sum(path => LayerShapes.WithInputs(path.Layers, path.Input).Sum(pair => count(pair.Layer, pair.Input)));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Concat(
        1,
        [
            .. Paths.Select((branch, i) => LayerShapes.ToOnnx(
                graph, graph.Columns(x, branch.Slots), branch.Layers, branch.Input, numbers, PathOf(numbers.Path, i)))
                .Zip(Paths, (y, branch) => branch.Output().Rank == 1 ? y : graph.Reshape(y, -1, branch.Output().Size)),
        ]);
}

/// <summary>One path of <see cref="Branches"/>.</summary>
/// <param name="Slots">The inputs that it takes, in this order, from 0.</param>
/// <param name="Layers">Its layers; empty passes them on.</param>
public sealed record Branch(ValueSequence<int> Slots, ValueSequence<LayerDefinition> Layers)
{
    internal Shape Input => new(Slots.Count);

    internal Shape Output() => LayerShapes.Of(Layers, Input, "Layer").LastOrDefault() ?? Input;
}

/// <summary>A built path and the slots that it takes.</summary>
internal sealed record BranchChain<T>(int[] Slots, LayerChain<T> Chain)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>
/// y = the paths' outputs, one behind the other. Shapes: x [batch, inputs], y [batch, outputs]. Backward: dx of a slot is the sum over the
/// paths that take it.
/// </summary>
internal sealed class BranchesLayer<T>(Shape input, Shape output, BranchChain<T>[] branches) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override int ScratchSize { get; } =
        checked(branches.Max(branch => branch.Slots.Length + branch.Chain.OutputSize + branch.Chain.ScratchSize));

    public override int MinimumTrainingBatch => branches.Max(branch => branch.Chain.MinimumTrainingBatch);

    public override bool LearnsFromRows => branches.Any(branch => branch.Chain.LearnsFromRows);

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        foreach (var branch in branches)
            branch.Chain.Initialize(parameters, state, random);
    }

    public override void Prepare(in Pass<T> pass, Span<T> parameters, ReadOnlySpan<T> x, Xoshiro256 random)
    {
        foreach (var branch in branches)
        {
            if (!branch.Chain.LearnsFromRows)
                continue;
            var own = new T[checked(pass.Batch * branch.Slots.Length)];
            Take(x, branch.Slots, own);
            branch.Chain.Prepare(pass, parameters, own, random);
        }
    }

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new Workspace(branches, maximumBatch);

    public override RowLayer<T>? PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
    {
        var rows = new RowChain<T>[branches.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if (RowChain<T>.Prepare(branches[i].Chain, parameters, state) is not { } row)
                return null;
            rows[i] = row;
        }

        return new Row(branches, rows, OutputSize);
    }

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern)
    {
        for (var i = 0; i < branches.Length; i++)
        {
            if (!branches[i].Chain.IsEmpty)
                pattern = branches[i].Chain.Kinks(((Workspace)workspace!).Of(i), y.Length / OutputSize, pattern);
        }

        return pattern;
    }

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var at = 0;
        for (var i = 0; i < branches.Length; i++)
        {
            var (slots, chain) = branches[i];
            if (pass.Workspace is Workspace workspace)
            {
                var own = workspace.Input(i, pass.Batch);
                Take(x, slots, own);
                Put(chain.IsEmpty ? own : chain.Forward(pass, workspace.Of(i), own), chain.OutputSize, y, at);
            }
            else
            {
                var own = pass.Scratch[..(pass.Batch * slots.Length)];
                var result = pass.Scratch.Slice(own.Length, pass.Batch * chain.OutputSize);
                Take(x, slots, own);
                chain.Predict(pass with { Scratch = pass.Scratch[(own.Length + result.Length)..] }, own, result);
                Put(result, chain.OutputSize, y, at);
            }

            at += chain.OutputSize;
        }
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var workspace = (Workspace)pass.Workspace!;
        dx.Clear();
        var at = 0;
        for (var i = 0; i < branches.Length; i++)
        {
            var (slots, chain) = branches[i];
            var own = workspace.OutputGradient(i, pass.Batch);
            for (var row = 0; row < pass.Batch; row++)
                dy.Slice(row * OutputSize + at, chain.OutputSize).CopyTo(own[(row * chain.OutputSize)..]);
            at += chain.OutputSize;
            var back = dx.IsEmpty ? dx : workspace.InputGradient(i, pass.Batch);
            if (chain.IsEmpty && !dx.IsEmpty)
                own.CopyTo(back);
            else if (!chain.IsEmpty)
                chain.Backward(pass, workspace.Of(i), workspace.Input(i, pass.Batch), own, back);
            if (!dx.IsEmpty)
                Give(back, slots, dx);
        }
    }

    private void Take(ReadOnlySpan<T> x, int[] slots, Span<T> own)
    {
        for (var (row, to) = (0, 0); to < own.Length; row += InputSize)
        {
            foreach (var slot in slots)
                own[to++] = x[row + slot];
        }
    }

    private void Give(ReadOnlySpan<T> own, int[] slots, Span<T> dx)
    {
        for (var (row, from) = (0, 0); from < own.Length; row += InputSize)
        {
            foreach (var slot in slots)
                dx[row + slot] += own[from++];
        }
    }

    private void Put(ReadOnlySpan<T> own, int width, Span<T> y, int at)
    {
        for (var (from, to) = (0, at); from < own.Length; from += width, to += OutputSize)
            own.Slice(from, width).CopyTo(y[to..]);
    }

    /// <summary>For each path what it remembers, its inputs, and room for gradients.</summary>
    private sealed class Workspace(BranchChain<T>[] branches, int maximumBatch) : LayerWorkspace
    {
        private readonly ChainWorkspace<T>[] _chains = [.. branches.Select(branch => branch.Chain.CreateWorkspace(maximumBatch))];
        private readonly AlignedBuffer<T>[] _inputs = Buffers(branches, branch => branch.Slots.Length, maximumBatch);
        private readonly AlignedBuffer<T>[] _outputGradients = Buffers(branches, branch => branch.Chain.OutputSize, maximumBatch);
        private readonly AlignedBuffer<T>[] _inputGradients = Buffers(branches, branch => branch.Slots.Length, maximumBatch);

        public ChainWorkspace<T> Of(int branch) => _chains[branch];

        public Span<T> Input(int branch, int batch) => _inputs[branch].Span[..(batch * branches[branch].Slots.Length)];

        public Span<T> InputGradient(int branch, int batch) => _inputGradients[branch].Span[..(batch * branches[branch].Slots.Length)];

        public Span<T> OutputGradient(int branch, int batch) =>
            _outputGradients[branch].Span[..(batch * branches[branch].Chain.OutputSize)];

        private static AlignedBuffer<T>[] Buffers(BranchChain<T>[] branches, Func<BranchChain<T>, int> width, int maximumBatch) =>
            [.. branches.Select(branch => new AlignedBuffer<T>(checked(maximumBatch * width(branch))))];
    }

    private sealed class Row(BranchChain<T>[] branches, RowChain<T>[] rows, int outputs) : RowLayer<T>
    {
        private readonly int _widest = branches.Max(branch => branch.Slots.Length);

        public override int Outputs => outputs;

        public override int ScratchSize => _widest + rows.Max(row => row.ScratchSize);

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
        {
            var at = 0;
            for (var i = 0; i < branches.Length; i++)
            {
                var (slots, chain) = branches[i];
                var own = scratch[..slots.Length];
                for (var k = 0; k < slots.Length; k++)
                    own[k] = x[slots[k]];
                rows[i].Forward(own, y.Slice(at, chain.OutputSize), scratch[_widest..]);
                at += chain.OutputSize;
            }
        }
    }
}
