using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>The plain twin of <see cref="Convolution"/>: loops over everything, one multiply-add after the other.</summary>
internal static class ConvolutionScalar
{
    /// <summary>
    /// y[n, oy, ox, k] = bias[k] + Σ over ky, kx, c of x[n, oy · strideY + ky − paddingY, ox · strideX + kx − paddingX, c] · weight[k, c,
    /// ky, kx], then max(·, 0) when rectified.
    /// </summary>
    public static void Forward<T>(
        int batch, ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y, bool rectify = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var filters = shape.OutputChannels;
        for (var pixel = 0; pixel < batch * shape.OutputHeight * shape.OutputWidth; pixel++)
        {
            for (var k = 0; k < filters; k++)
            {
                var sum = T.Zero;
                foreach (var (tap, input) in new Window(shape, pixel))
                    sum = T.FusedMultiplyAdd(x[input], weight[k * shape.Taps + tap], sum);
                if (!bias.IsEmpty)
                    sum += bias[k];
                y[pixel * filters + k] = rectify && sum < T.Zero ? T.Zero : sum;
            }
        }
    }

    /// <summary>The gradient by x; overwrites dx.</summary>
    public static void InputGradient<T>(int batch, ConvolutionShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        dx.Clear();
        for (var pixel = 0; pixel < batch * shape.OutputHeight * shape.OutputWidth; pixel++)
        {
            for (var k = 0; k < shape.OutputChannels; k++)
            {
                foreach (var (tap, input) in new Window(shape, pixel))
                    dx[input] = T.FusedMultiplyAdd(dy[pixel * shape.OutputChannels + k], weight[k * shape.Taps + tap], dx[input]);
            }
        }
    }

    /// <summary>The gradients by weight and bias; overwrites both.</summary>
    public static void WeightGradient<T>(
        int batch, ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dWeight, Span<T> dBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        dWeight.Clear();
        dBias.Clear();
        for (var pixel = 0; pixel < batch * shape.OutputHeight * shape.OutputWidth; pixel++)
        {
            for (var k = 0; k < shape.OutputChannels; k++)
            {
                var gradient = dy[pixel * shape.OutputChannels + k];
                if (!dBias.IsEmpty)
                    dBias[k] += gradient;
                foreach (var (tap, input) in new Window(shape, pixel))
                    dWeight[k * shape.Taps + tap] = T.FusedMultiplyAdd(gradient, x[input], dWeight[k * shape.Taps + tap]);
            }
        }
    }

    /// <summary>
    /// The taps of one output pixel of the batch that lie inside the input: each tap's place in a filter and its element of x, in the order
    /// ky, kx, c.
    /// </summary>
    private struct Window(ConvolutionShape shape, int pixel)
    {
        private readonly int _sample = pixel / (shape.OutputHeight * shape.OutputWidth);
        private readonly int _top = pixel / shape.OutputWidth % shape.OutputHeight * shape.StrideY - shape.PaddingY;
        private readonly int _left = pixel % shape.OutputWidth * shape.StrideX - shape.PaddingX;
        private int _next;

        public (int Tap, int Input) Current { get; private set; }

        public readonly Window GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_next < shape.Taps)
            {
                var (c, kx, ky) = (_next % shape.InputChannels, _next / shape.InputChannels % shape.KernelWidth,
                    _next / shape.InputChannels / shape.KernelWidth);
                var (row, column) = (_top + ky, _left + kx);
                _next++;
                if (row < 0 || row >= shape.InputHeight || column < 0 || column >= shape.InputWidth)
                    continue;
                Current = ((c * shape.KernelHeight + ky) * shape.KernelWidth + kx,
                    ((_sample * shape.InputHeight + row) * shape.InputWidth + column) * shape.InputChannels + c);
                return true;
            }

            return false;
        }
    }
}
