using System.Numerics;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Convolutions;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A two-dimensional convolution (cross-correlation, as everywhere in this field): y[o, i, j] = b[o] + Σ W[o, c, p, q] · x[c, i · stride +
/// p − padding, j · stride + q − padding], pixels outside the image counting 0. Shapes: x [channels, height, width], W [filters, channels,
/// kernel, kernel], b [filters], y [filters, height', width'].
/// </summary>
/// <param name="Filters">Channels of the output, at least 1.</param>
/// <param name="KernelSize">Pixels on a side of the kernel, at least 1.</param>
/// <param name="Stride">Pixels from one window to the next, at least 1. Default 1.</param>
/// <param name="Padding">Pixels of border around the image, below the kernel's size. Default 0.</param>
/// <param name="Bias">Whether b is there; of no use before a batch normalization. Default true.</param>
/// <param name="Initialization">How the weights start.</param>
public sealed record Conv2d(
    int Filters, int KernelSize, int Stride = 1, int Padding = 0, bool Bias = true,
    WeightInitialization Initialization = WeightInitialization.PyTorch) : LayerDefinition
{
    /// <inheritdoc/>
    public override bool TakesRectifier() => true;

    private Window Window => new(KernelSize, Stride, Padding);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => Window.Output(input, Filters);

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Filters < 1)
            throw new ArgumentOutOfRangeException(nameof(Filters), Filters, $"A convolution needs at least 1 filter; found {Filters}.");
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "Unknown weight initialization.");
        Window.Validate();
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => ((long)input[0] * KernelSize * KernelSize + (Bias ? 1 : 0)) * Filters;

    /// <inheritdoc/>
    public override long CountMultiplyAdds(Shape input) => (long)input[0] * KernelSize * KernelSize * OutputShape(input).Size;

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => ImageLayout.ChannelsLast;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify)
    {
        var weight = layout.Add($"{path}.weight", new Shape(Filters, input[0], KernelSize, KernelSize), ParameterRole.Weight);
        var bias = Bias ? layout.Add($"{path}.bias", new Shape(Filters), ParameterRole.Bias) : null;
        return new Conv2dLayer<T>(input, OutputShape(input), Window, weight, bias, Initialization, rectify);
    }

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        List<OnnxValue> inputs = [x, graph.Constant(numbers["weight"], Filters, input[0], KernelSize, KernelSize)];
        if (Bias)
            inputs.Add(graph.Vector(numbers["bias"]));
        return graph.Node("Conv", inputs, Window.ToOnnx());
    }
}

/// <summary>
/// <see cref="Conv2d"/> at work, followed by max(·, 0) when fused with a ReLU. Shapes, pixels before channels: x [batch, height, width,
/// channels], y [batch, height', width', filters]; W [filters, channels, kernel, kernel], b [filters] or none. Backward: dy is first set to
/// 0 where y is 0 when rectified.
/// </summary>
internal sealed class Conv2dLayer<T>(
    Shape input, Shape output, Window window, ParameterInfo weight, ParameterInfo? bias, WeightInitialization initialization, bool rectify)
    : Layer<T>(input, output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionShape _shape = new ConvolutionShape
    {
        InputChannels = input[0],
        InputHeight = input[1],
        InputWidth = input[2],
        OutputChannels = output[0],
        KernelHeight = window.Size,
        KernelWidth = window.Size,
        StrideY = window.Stride,
        StrideX = window.Stride,
        PaddingY = window.Padding,
        PaddingX = window.Padding,
    }.Validated();

    public override bool KeepsOutputGradient => !rectify;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        var area = window.Size * window.Size;
        Initializer.Fill(initialization, weight.Of(parameters), bias is null ? default : bias.Of(parameters), InputShape[0] * area,
            OutputShape[0] * area, random);
    }

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        rectify ? KinkPattern.Signs(y, pattern) : pattern;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new Conv2dRowLayer<T>(
        OutputSize, new PreparedConvolution<T>(
            _shape, weight.Of(parameters), bias is null ? default : bias.Of(parameters), rectify));

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) =>
        Convolution.Forward(
            pass.Workers, pass.Batch, _shape, x, weight.Of(pass.Parameters), bias is null ? default : bias.Of(pass.Parameters), y, rectify);

    /// <summary>Whether <see cref="PredictNormalized"/> gives what this layer and a batch normalization after it give.</summary>
    public bool TakesNormalization => !rectify && bias is null && OutputShape[0] <= 2048;

    /// <summary>In prediction: this layer and the batch normalization after it in one pass over y, with the same bits as both.</summary>
    public void PredictNormalized(in Pass<T> pass, ReadOnlySpan<T> x, BatchNormLayer<T> normalization, Span<T> y)
    {
        var channels = OutputShape[0];
        Span<T> values = stackalloc T[2 * channels];
        var minusMean = values[..channels];
        var scale = values[channels..];
        normalization.Factors(pass, minusMean, scale);
        Convolution.Forward(
            pass.Workers, pass.Batch, _shape, x, weight.Of(pass.Parameters), minusMean, scale, normalization.Bias.Of(pass.Parameters), y,
            normalization.Rectifies);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var db = bias is null ? default : bias.Of(pass.Gradients);
        if (rectify)
        {
            Gate(pass, y, dy, db);
            db = default;
        }

        Convolution.WeightGradient(pass.Workers, pass.Batch, _shape, x, dy, weight.Of(pass.Gradients), db);
        if (!dx.IsEmpty)
            Convolution.InputGradient(pass.Workers, pass.Batch, _shape, dy, weight.Of(pass.Parameters), dx);
    }

    /// <summary>The gradient of the ReLU, and of the bias on the way.</summary>
    private static void Gate(in Pass<T> pass, ReadOnlySpan<T> y, Span<T> dy, Span<T> db)
    {
        if (db.IsEmpty)
            RectifierGradient.Apply(pass.Workers, y, dy);
        else
            BiasGradient<T>.Compute(pass.Workers, y, dy, db);
    }
}
