using System.Numerics;
using MlPipelines.Numerics.Kernels.Pooling;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>The mean of each channel over all its pixels. Shapes: x [channels, height, width], y [channels].</summary>
public sealed record GlobalAvgPool : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        Window.RequireImage(input);
        return new Shape(input[0]);
    }

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => ImageLayout.ChannelsLast;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new GlobalAvgPoolLayer<T>(input);

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) =>
        graph.Reshape(graph.Apply("GlobalAveragePool", x), -1, input[0]);
}

/// <summary>
/// <see cref="GlobalAvgPool"/> at work. Shapes, pixels before channels: x [batch, pixels, channels], y [batch, channels]. Backward: each dy
/// is spread evenly over its channel.
/// </summary>
internal sealed class GlobalAvgPoolLayer<T>(Shape input) : Layer<T>(input, new Shape(input[0]))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PoolingShape _window = PoolingShape.Whole(input[0], input[1] * input[2]);

    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new PlainRowLayer<T>(this);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) =>
        AveragePoolingKernel.Forward(pass.Workers, pass.Batch, _window, x, y);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            AveragePoolingKernel.Backward(pass.Workers, pass.Batch, _window, dy, dx);
    }
}
