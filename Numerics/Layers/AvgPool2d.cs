using System.Numerics;
using MlPipelines.Numerics.Kernels.Pooling;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Channel by channel the mean of each window; a border counts as zeros, as PyTorch's <c>count_include_pad</c>. Shapes: x [channels,
/// height, width], y [channels, height', width'].
/// </summary>
/// <param name="Size">Pixels on a side of the window, at least 1.</param>
/// <param name="Stride">Pixels from one window to the next; 0 for the window's size. Default 0.</param>
/// <param name="Padding">Pixels of border around the image, at most half the window's size. Default 0.</param>
public sealed record AvgPool2d(int Size, int Stride = 0, int Padding = 0) : LayerDefinition
{
    private Window Window => new(Size, Stride == 0 ? Size : Stride, Padding);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        Window.RequireImage(input);
        return Window.Output(input, input[0]);
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        Window.Validate();
        if (2 * Padding > Size)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Padding), Padding, $"The padding of a pooling must be at most half its window's size of {Size}; found {Padding}.");
        }
    }

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => ImageLayout.ChannelsLast;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new AvgPool2dLayer<T>(input, OutputShape(input), Window);

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) =>
        graph.Node("AveragePool", [x], [.. Window.ToOnnx(), OnnxSetting.Of("count_include_pad", 1)]);
}

/// <summary>
/// <see cref="AvgPool2d"/> at work. Shapes, pixels before channels: x [batch, height, width, channels], y [batch, height', width',
/// channels]. Backward: each dy is spread evenly over its window.
/// </summary>
internal sealed class AvgPool2dLayer<T>(Shape input, Shape output, Window window) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PoolingShape _shape = window.Pooling(input);

    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new PlainRowLayer<T>(this);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) =>
        AveragePoolingKernel.Forward(pass.Workers, pass.Batch, _shape, x, y);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            AveragePoolingKernel.Backward(pass.Workers, pass.Batch, _shape, dy, dx);
    }
}
