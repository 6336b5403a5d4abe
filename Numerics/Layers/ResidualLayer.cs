using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// y = body(x) + shortcut(x), followed by max(·, 0) when fused with a ReLU; an empty shortcut is the identity. Shapes: x [batch, inputs], y [batch, outputs].
/// Backward: dx = the sum of both paths' gradients for the same dy, which is first set to 0 where y is 0 when rectified.
/// </summary>
internal sealed class ResidualLayer<T>(Shape input, Shape output, LayerChain<T> body, LayerChain<T> shortcut, bool rectify) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int ScratchSize { get; } = checked((shortcut.IsEmpty ? 0 : output.Size) + Math.Max(body.ScratchSize, shortcut.ScratchSize));

    public override int MinimumTrainingBatch => Math.Max(body.MinimumTrainingBatch, shortcut.MinimumTrainingBatch);

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        body.Initialize(parameters, state, random);
        shortcut.Initialize(parameters, state, random);
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
