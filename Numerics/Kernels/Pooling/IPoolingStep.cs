using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Pooling;

/// <summary>What a pooling does at one output pixel, forward or backward.</summary>
internal unsafe interface IPoolingStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Before the pixels of a sample.</summary>
    void BeginSample(T* input, int size);

    /// <param name="shape">All sizes.</param>
    /// <param name="window">Where the pixel's window lies.</param>
    /// <param name="input">The sample's first element of x or dx.</param>
    /// <param name="output">The pixel's channels of y or dy.</param>
    /// <param name="places">The pixel's channels of the remembered places, or null.</param>
    void Pixel(PoolingShape shape, in PoolingWindow window, T* input, T* output, T* places);
}
