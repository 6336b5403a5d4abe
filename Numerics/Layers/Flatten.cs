using System.Numerics;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Reads a sample as one row: [channels, height, width] becomes [channels · height · width], channel by channel as PyTorch's <c>flatten</c>
/// does.
/// </summary>
public sealed record Flatten : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => new(input.Size);

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new FlattenLayer<T>(input);

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Reshape(x, -1, input.Size);
}

/// <summary>y = x under another shape. Shapes: x [batch, …], y [batch, inputs]. Backward: dx = dy.</summary>
internal sealed class FlattenLayer<T>(Shape input) : Layer<T>(input, new Shape(input.Size))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new IdentityRowLayer<T>(OutputSize);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) => x.CopyTo(y);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            dy.CopyTo(dx);
    }
}
