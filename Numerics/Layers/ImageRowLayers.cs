using System.Numerics;
using MlPipelines.Numerics.Kernels.Convolutions;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// A convolution for one image, its filters packed at the first prediction. A normalization behind it goes into filters and bias.
/// </summary>
/// <param name="shape">All sizes.</param>
/// <param name="weight">[filters, channels, kernel, kernel]; kept.</param>
/// <param name="bias">[filters], or empty; kept.</param>
/// <param name="rectify">Whether negative results become 0.</param>
internal sealed class Conv2dRowLayer<T>(ConvolutionShape shape, T[] weight, T[] bias, bool rectify) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<PreparedConvolution<T>> _prepared = new(() => new PreparedConvolution<T>(shape, weight, bias, rectify));

    public override int Outputs => shape.OutputSize;

    public override RowLayer<T>? Scaled(ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool rectifyNext)
    {
        if (rectify || scale.Length != shape.OutputChannels)
            return null;
        var (scaled, shifted) = ((T[])weight.Clone(), shift.ToArray());
        for (var k = 0; k < scale.Length; k++)
        {
            foreach (ref var value in scaled.AsSpan(k * shape.Taps, shape.Taps))
                value *= scale[k];
            if (bias.Length > 0)
                shifted[k] += bias[k] * scale[k];
        }

        return new Conv2dRowLayer<T>(shape, scaled, shifted, rectifyNext);
    }

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => _prepared.Value.Forward(x, y[..Outputs]);
}

/// <summary>A layer without parameters, for one row, as it is for many.</summary>
internal sealed class PlainRowLayer<T>(Layer<T> layer) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => layer.OutputSize;

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
    {
        var pass = new Pass<T> { Batch = 1, Parameters = default, State = default, Workers = WorkerPool.Single };
        layer.Forward(pass, x, y[..Outputs]);
    }
}

/// <summary>The scaling of one image's pixels, with its own copy of means and scales.</summary>
internal sealed class PixelScalingRowLayer<T>(Shape shape, bool reverse, T[] mean, T[] scale) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => shape.Size;

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) =>
        PlaneWork<T>.Run(WorkerPool.Single, shape, 1, x, y[..Outputs], reverse, mean, scale);
}
