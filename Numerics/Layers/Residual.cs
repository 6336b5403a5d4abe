using System.Numerics;
using System.Text.Json.Serialization;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Two paths from the same input, added: y = body(x) + shortcut(x) (He et al. 2016, arXiv:1512.03385). Without a shortcut the input itself
/// is added. Shapes: both paths must give the same.
/// </summary>
/// <param name="Body">The layers of the one path, at least one.</param>
/// <param name="Shortcut">The layers of the other, such as a 1 × 1 convolution where channels or sizes change; empty for the
/// identity.</param>
/// <example><code>new Residual([new Dense(16), new ReLU(), new Dense(16, Bias: false)])     // x + W₂ max(W₁ x + b, 0)</code></example>
[method: JsonConstructor]
public sealed record Residual(ValueSequence<LayerDefinition> Body, ValueSequence<LayerDefinition> Shortcut) : LayerDefinition
{
    /// <summary>A block whose shortcut is the identity.</summary>
    public Residual(ValueSequence<LayerDefinition> body)
        : this(body, [])
    {
    }

    /// <inheritdoc/>
    public override bool TakesRectifier() => true;

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        var (body, shortcut) = (Last(Body, nameof(Body), input), Last(Shortcut, nameof(Shortcut), input));
        return body.Equals(shortcut) ? body : throw new ArgumentException(
            $"The two paths of a residual block must give the same shape, to be added; found {body} of the body and {shortcut} of the "
                + $"{(Shortcut.Count == 0 ? "identity" : "shortcut")}. "
            + (Shortcut.Count == 0
                ? "Let the body end with its input's shape, or give the block a shortcut with layers that change it."
                : "Let both end with the same shape."));
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Body);
        ArgumentNullException.ThrowIfNull(Shortcut);
        if (Body.Count == 0)
            throw new ArgumentException("The body of a residual block needs at least one layer.", nameof(Body));
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => Count(input, (layer, shape) => layer.CountParameters(shape));

    /// <inheritdoc/>
    public override long CountMultiplyAdds(Shape input) => Count(input, (layer, shape) => layer.CountMultiplyAdds(shape));

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => input.Rank == 3 ? ImageLayout.ChannelsLast : ImageLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override IEnumerable<LayerSummary> Summarize(Shape input, string path, int depth) =>
    [
        new(path, nameof(Residual), OutputShape(input), 0, 0) { Depth = depth },
        .. Lines(Body, input, BodyPath(path), depth),
        .. Lines(Shortcut, input, ShortcutPath(path), depth),
    ];

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
    {
        var order = LayoutOf(input)!.Value;
        var body = LayerBuilder.Build<T>(Body, input, order, layout, BodyPath(path));
        var shortcut = LayerBuilder.Build<T>(Shortcut, input, order, layout, ShortcutPath(path));
        return new ResidualLayer<T>(input, OutputShape(input), body, shortcut, rectify);
    }

    private static Func<LayerDefinition, int, string> BodyPath(string path) => (layer, i) => $"{path}.{layer.Name ?? $"body.{i}"}";

    private static Func<LayerDefinition, int, string> ShortcutPath(string path) => (layer, i) => $"{path}.{layer.Name ?? $"shortcut.{i}"}";

    private static Shape Last(ValueSequence<LayerDefinition> layers, string path, Shape input) =>
        LayerShapes.Of(layers, input, $"{path} layer").LastOrDefault() ?? input;

    private static IEnumerable<LayerSummary> Lines(
        ValueSequence<LayerDefinition> layers, Shape input, Func<LayerDefinition, int, string> path, int depth) =>
        LayerShapes.WithInputs(layers, input).SelectMany((pair, i) => pair.Layer.Summarize(pair.Input, path(pair.Layer, i), depth + 1));

    private long Count(Shape input, Func<LayerDefinition, Shape, long> count) =>
        LayerShapes.WithInputs(Body, input).Concat(LayerShapes.WithInputs(Shortcut, input)).Sum(pair => count(pair.Layer, pair.Input));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Add(
        LayerShapes.ToOnnx(graph, x, Body, input, numbers, BodyPath(numbers.Path)),
        LayerShapes.ToOnnx(graph, x, Shortcut, input, numbers, ShortcutPath(numbers.Path)));
}

/// <summary>
/// y = body(x) + shortcut(x), followed by max(·, 0) when fused with a ReLU; an empty shortcut is the identity. Shapes: x [batch, inputs], y
/// [batch, outputs]. Backward: dx = the sum of both paths' gradients for the same dy, which is first set to 0 where y is 0 when rectified.
/// </summary>
internal sealed class ResidualLayer<T>(
    Shape input, Shape output, LayerChain<T> body, LayerChain<T> shortcut, bool rectify) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int ScratchSize { get; } = checked(
        (shortcut.IsEmpty ? 0 : output.Size) + Math.Max(body.ScratchSize, shortcut.ScratchSize));

    public override int MinimumTrainingBatch => Math.Max(body.MinimumTrainingBatch, shortcut.MinimumTrainingBatch);

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        body.Initialize(parameters, state, random);
        shortcut.Initialize(parameters, state, random);
    }

    public override bool LearnsFromRows => body.LearnsFromRows || shortcut.LearnsFromRows;

    public override void Prepare(in Pass<T> pass, Span<T> parameters, ReadOnlySpan<T> x, Xoshiro256 random)
    {
        body.Prepare(pass, parameters, x, random);
        shortcut.Prepare(pass, parameters, x, random);
    }

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new ResidualWorkspace<T>(body, shortcut, maximumBatch);

    public override RowLayer<T>? PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state)
    {
        var (bodyRow, shortcutRow) = (RowChain<T>.Prepare(body, parameters, state), RowChain<T>.Prepare(shortcut, parameters, state));
        return bodyRow is null || shortcutRow is null ? null : new ResidualRowLayer<T>(bodyRow, shortcutRow, OutputSize, rectify);
    }

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern)
    {
        var (own, batch) = ((ResidualWorkspace<T>)workspace!, y.Length / OutputSize);
        pattern = shortcut.Kinks(own.Shortcut, batch, body.Kinks(own.Body, batch, pattern));
        return rectify ? KinkPattern.Signs(y, pattern) : pattern;
    }

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        if (pass.Workspace is ResidualWorkspace<T> workspace)
        {
            var added = shortcut.IsEmpty ? x : shortcut.Forward(pass, workspace.Shortcut, x);
            Addition.Add(pass.Workers, body.Forward(pass, workspace.Body, x), added, y, rectify);
            return;
        }

        var skipped = shortcut.IsEmpty ? x : PredictShortcut(pass, x);
        body.Predict(pass with { Scratch = pass.Scratch[(shortcut.IsEmpty ? 0 : y.Length)..] }, x, y);
        Addition.Add(pass.Workers, y, skipped, y, rectify);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var workspace = (ResidualWorkspace<T>)pass.Workspace!;
        if (rectify)
            RectifierGradient.Apply(pass.Workers, y, dy);
        var copy = dy;
        if (!body.KeepsOutputGradient)
        {
            copy = workspace.OutputGradient(dy.Length);
            dy.CopyTo(copy);
        }

        body.Backward(pass, workspace.Body, x, copy, dx);
        if (shortcut.IsEmpty)
        {
            if (!dx.IsEmpty)
                Addition.Add(pass.Workers, dx, dy, dx, rectify: false);
            return;
        }

        var second = dx.IsEmpty ? dx : workspace.InputGradient(dx.Length);
        shortcut.Backward(pass, workspace.Shortcut, x, dy, second);
        if (!dx.IsEmpty)
            Addition.Add(pass.Workers, dx, second, dx, rectify: false);
    }

    private ReadOnlySpan<T> PredictShortcut(in Pass<T> pass, ReadOnlySpan<T> x)
    {
        var length = pass.Batch * OutputSize;
        shortcut.Predict(pass with { Scratch = pass.Scratch[length..] }, x, pass.Scratch[..length]);
        return pass.Scratch[..length];
    }
}

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

/// <summary>y = body(x) + shortcut(x), rectified or not, for one row.</summary>
internal sealed class ResidualRowLayer<T>(RowChain<T> body, RowChain<T> shortcut, int outputs, bool rectify) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => outputs;

    public override int ScratchSize { get; } = outputs + Math.Max(body.ScratchSize, shortcut.ScratchSize);

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
    {
        var skipped = scratch[..outputs];
        var rest = scratch[outputs..];
        shortcut.Forward(x, skipped, rest);
        body.Forward(x, y, rest);
        Addition.Add(WorkerPool.Single, y, skipped, y, rectify);
    }
}
