using System.Numerics;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Convolutions;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// <see cref="Conv2d"/> at work, followed by max(·, 0) when fused with a ReLU. Shapes, pixels before channels: x [batch, height, width, channels],
/// y [batch, height', width', filters]; W [filters, channels, kernel, kernel], b [filters] or none.
/// Backward: dy is first set to 0 where y is 0 when rectified.
/// </summary>
internal sealed class Conv2dLayer<T>(Shape input, Shape output, Window window, ParameterInfo weight, ParameterInfo? bias, WeightInitialization initialization, bool rectify)
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
        Initializer.Fill(initialization, weight.Of(parameters), bias is null ? default : bias.Of(parameters), InputShape[0] * area, OutputShape[0] * area, random);
    }

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) => rectify ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) =>
        Convolution.Forward(pass.Workers, pass.Batch, _shape, x, weight.Of(pass.Parameters), bias is null ? default : bias.Of(pass.Parameters), y, rectify);

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
