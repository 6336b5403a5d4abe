using System.Numerics;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>The gradient of a ReLU that is fused with the layer before: dy ← 0 where y is not above 0.</summary>
internal static unsafe class RectifierGradient
{
    public static void Apply<T>(WorkerPool workers, ReadOnlySpan<T> y, Span<T> dy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* py = y, pdy = dy)
        {
            var backward = new ActivationBackward<T, Rectifier<T>> { Y = py, DY = pdy, DX = pdy };
            Elementwise.Run<ActivationBackward<T, Rectifier<T>>, T>(workers, backward, y.Length);
        }
    }
}
