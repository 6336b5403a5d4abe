using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Pooling;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Channel by channel the largest value of each window; a border counts as −∞. Shapes: x [channels, height, width], y [channels, height',
/// width'].
/// </summary>
/// <param name="Size">Pixels on a side of the window, at least 1.</param>
/// <param name="Stride">Pixels from one window to the next; 0 for the window's size. Default 0.</param>
/// <param name="Padding">Pixels of border around the image, at most half the window's size. Default 0.</param>
public sealed record MaxPool2d(int Size, int Stride = 0, int Padding = 0) : LayerDefinition
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
        new MaxPool2dLayer<T>(input, OutputShape(input), Window);

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) =>
        graph.Node("MaxPool", [x], Window.ToOnnx());
}

/// <summary>
/// <see cref="MaxPool2d"/> at work. Shapes, pixels before channels: x [batch, height, width, channels], y [batch, height', width',
/// channels]. Backward: each dy goes to the first of its window's largest pixels.
/// </summary>
internal sealed class MaxPool2dLayer<T>(Shape input, Shape output, Window window) : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PoolingShape _shape = window.Pooling(input);

    public override bool KeepsOutputGradient => true;

    public override LayerWorkspace CreateWorkspace(int maximumBatch) => new Places(checked(maximumBatch * OutputSize));

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        KinkPattern.Places<T>(((Places)workspace!).Of(y.Length), pattern);

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new PlainRowLayer<T>(this);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) =>
        MaxPoolingKernel.Forward(pass.Workers, pass.Batch, _shape, x, y, pass.Workspace is Places places ? places.Of(y.Length) : default);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            MaxPoolingKernel.Backward(pass.Workers, pass.Batch, _shape, dy, ((Places)pass.Workspace!).Of(dy.Length), dx);
    }

    /// <summary>Where in its window each output came from.</summary>
    private sealed class Places(int length) : LayerWorkspace
    {
        private readonly AlignedBuffer<T> _places = new(length);

        public Span<T> Of(int length) => _places.Span[..length];
    }
}
