namespace MlPipelines.Numerics.Layers;

/// <summary>How the values of one sample of shape [channels, height, width] lie in memory while a network computes.</summary>
internal enum ImageLayout
{
    /// <summary>[channels, height, width]: a channel's pixels together, as features and PyTorch's weights behind a flattening have it.</summary>
    ChannelsFirst,

    /// <summary>[height, width, channels]: a pixel's channels together, as convolution, pooling and normalization want it.</summary>
    ChannelsLast,
}
