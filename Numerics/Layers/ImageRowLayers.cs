using System.Numerics;
using MlPipelines.Numerics.Kernels.Convolutions;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>A convolution for one image, its filters packed once; a normalization behind it is part of its end.</summary>
/// <param name="outputs">Elements of a row of results.</param>
/// <param name="convolution">The convolution.</param>
internal sealed class Conv2dRowLayer<T>(int outputs, PreparedConvolution<T> convolution) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Outputs => outputs;

    public override RowLayer<T>? Scaled(ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, bool rectify) =>
        convolution.Scaled(scale, shift, rectify) is { } scaled ? new Conv2dRowLayer<T>(outputs, scaled) : null;

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => convolution.Forward(x, y[..outputs]);
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
