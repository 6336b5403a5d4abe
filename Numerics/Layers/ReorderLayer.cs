using System.Numerics;
using MlPipelines.Numerics.Kernels;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Changes the order in which a sample's channels and pixels lie in memory. Shapes: x [batch, channels, pixels] and y [batch, pixels,
/// channels], or the other way round. Backward: the inverse.
/// </summary>
internal sealed class ReorderLayer<T>(Shape shape, ImageLayout to) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new PlainRowLayer<T>(this);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y) => Reorder(pass, x, y, to == ImageLayout.ChannelsLast);

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (!dx.IsEmpty)
            Reorder(pass, dy, dx, to == ImageLayout.ChannelsFirst);
    }

    private void Reorder(in Pass<T> pass, ReadOnlySpan<T> source, Span<T> target, bool channelsLast)
    {
        var (channels, pixels) = (InputShape[0], InputShape[1] * InputShape[2]);
        if (channelsLast)
            ChannelOrder.ToChannelsLast(pass.Workers, pass.Batch, channels, pixels, source, target);
        else
            ChannelOrder.ToChannelsFirst(pass.Workers, pass.Batch, channels, pixels, source, target);
    }
}

/// <summary>How the values of one sample of shape [channels, height, width] lie in memory while a network computes.</summary>
public enum ImageLayout
{
    /// <summary>
    /// [channels, height, width]: a channel's pixels together, as features and PyTorch's weights behind a flattening have it.
    /// </summary>
    ChannelsFirst,

    /// <summary>[height, width, channels]: a pixel's channels together, as convolution, pooling and normalization want it.</summary>
    ChannelsLast,
}
