using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions
{
    internal sealed record ConvolutionShape
    {
        public required int InputChannels { get; init; }
        public required int InputHeight { get; init; }
        public required int InputWidth { get; init; }
        public required int OutputChannels { get; init; }
        public required int KernelHeight { get; init; }
        public required int KernelWidth { get; init; }
        public int StrideY { get; init; } = 1;
        public int StrideX { get; init; } = 1;
        public int PaddingY { get; init; }
        public int PaddingX { get; init; }
        public int OutputHeight => (InputHeight + 2 * PaddingY - KernelHeight) / StrideY + 1;
        public int OutputWidth => (InputWidth + 2 * PaddingX - KernelWidth) / StrideX + 1;
        public ConvolutionShape Validated() => this;
    }

    internal static class Convolution
    {
        public static void Forward<T>(WorkerPool workers, int batch, ConvolutionShape s, ReadOnlySpan<T> x, ReadOnlySpan<T> w, ReadOnlySpan<T> b, Span<T> y, bool rectify = false)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (var n = 0; n < batch; n++)
                for (var i = 0; i < s.OutputHeight; i++)
                    for (var j = 0; j < s.OutputWidth; j++)
                        for (var o = 0; o < s.OutputChannels; o++)
                        {
                            var sum = T.Zero;
                            for (var p = 0; p < s.KernelHeight; p++)
                                for (var q = 0; q < s.KernelWidth; q++)
                                {
                                    var (u, v) = (i * s.StrideY + p - s.PaddingY, j * s.StrideX + q - s.PaddingX);
                                    if ((uint)u >= (uint)s.InputHeight || (uint)v >= (uint)s.InputWidth)
                                        continue;
                                    var at = ((n * s.InputHeight + u) * s.InputWidth + v) * s.InputChannels;
                                    for (var c = 0; c < s.InputChannels; c++)
                                        sum = T.FusedMultiplyAdd(x[at + c], w[((o * s.InputChannels + c) * s.KernelHeight + p) * s.KernelWidth + q], sum);
                                }
                            if (!b.IsEmpty)
                                sum += b[o];
                            y[((n * s.OutputHeight + i) * s.OutputWidth + j) * s.OutputChannels + o] = rectify && sum < T.Zero ? T.Zero : sum;
                        }
        }

        public static void InputGradient<T>(WorkerPool workers, int batch, ConvolutionShape s, ReadOnlySpan<T> dy, ReadOnlySpan<T> w, Span<T> dx)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            dx.Clear();
            for (var n = 0; n < batch; n++)
                for (var i = 0; i < s.OutputHeight; i++)
                    for (var j = 0; j < s.OutputWidth; j++)
                        for (var o = 0; o < s.OutputChannels; o++)
                        {
                            var g = dy[((n * s.OutputHeight + i) * s.OutputWidth + j) * s.OutputChannels + o];
                            for (var p = 0; p < s.KernelHeight; p++)
                                for (var q = 0; q < s.KernelWidth; q++)
                                {
                                    var (u, v) = (i * s.StrideY + p - s.PaddingY, j * s.StrideX + q - s.PaddingX);
                                    if ((uint)u >= (uint)s.InputHeight || (uint)v >= (uint)s.InputWidth)
                                        continue;
                                    var at = ((n * s.InputHeight + u) * s.InputWidth + v) * s.InputChannels;
                                    for (var c = 0; c < s.InputChannels; c++)
                                        dx[at + c] = T.FusedMultiplyAdd(w[((o * s.InputChannels + c) * s.KernelHeight + p) * s.KernelWidth + q], g, dx[at + c]);
                                }
                        }
        }

        public static void WeightGradient<T>(WorkerPool workers, int batch, ConvolutionShape s, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw, Span<T> db)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            dw.Clear();
            db.Clear();
            for (var n = 0; n < batch; n++)
                for (var i = 0; i < s.OutputHeight; i++)
                    for (var j = 0; j < s.OutputWidth; j++)
                        for (var o = 0; o < s.OutputChannels; o++)
                        {
                            var g = dy[((n * s.OutputHeight + i) * s.OutputWidth + j) * s.OutputChannels + o];
                            if (!db.IsEmpty)
                                db[o] += g;
                            for (var p = 0; p < s.KernelHeight; p++)
                                for (var q = 0; q < s.KernelWidth; q++)
                                {
                                    var (u, v) = (i * s.StrideY + p - s.PaddingY, j * s.StrideX + q - s.PaddingX);
                                    if ((uint)u >= (uint)s.InputHeight || (uint)v >= (uint)s.InputWidth)
                                        continue;
                                    var at = ((n * s.InputHeight + u) * s.InputWidth + v) * s.InputChannels;
                                    for (var c = 0; c < s.InputChannels; c++)
                                    {
                                        var k = ((o * s.InputChannels + c) * s.KernelHeight + p) * s.KernelWidth + q;
                                        dw[k] = T.FusedMultiplyAdd(x[at + c], g, dw[k]);
                                    }
                                }
                        }
        }
    }
}

namespace MlPipelines.Numerics.Kernels.Pooling
{
    internal sealed record PoolingShape
    {
        public required int Channels { get; init; }
        public required int InputHeight { get; init; }
        public required int InputWidth { get; init; }
        public required int KernelHeight { get; init; }
        public required int KernelWidth { get; init; }
        public required int StrideY { get; init; }
        public required int StrideX { get; init; }
        public int PaddingY { get; init; }
        public int PaddingX { get; init; }
        public int OutputHeight => (InputHeight + 2 * PaddingY - KernelHeight) / StrideY + 1;
        public int OutputWidth => (InputWidth + 2 * PaddingX - KernelWidth) / StrideX + 1;
        public PoolingShape Validated() => this;
    }

    internal static class MaxPoolingKernel
    {
        public static void Forward<T>(WorkerPool workers, int batch, PoolingShape s, ReadOnlySpan<T> x, Span<T> y, Span<T> places)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (var n = 0; n < batch; n++)
                for (var i = 0; i < s.OutputHeight; i++)
                    for (var j = 0; j < s.OutputWidth; j++)
                        for (var c = 0; c < s.Channels; c++)
                        {
                            var (best, where) = (T.NegativeInfinity, -1);
                            for (var p = 0; p < s.KernelHeight; p++)
                                for (var q = 0; q < s.KernelWidth; q++)
                                {
                                    var (u, v) = (i * s.StrideY + p - s.PaddingY, j * s.StrideX + q - s.PaddingX);
                                    if ((uint)u >= (uint)s.InputHeight || (uint)v >= (uint)s.InputWidth)
                                        continue;
                                    var k = ((n * s.InputHeight + u) * s.InputWidth + v) * s.Channels + c;
                                    if (where < 0 || x[k] > best)
                                        (best, where) = (x[k], p * s.KernelWidth + q);
                                }
                            var target = ((n * s.OutputHeight + i) * s.OutputWidth + j) * s.Channels + c;
                            y[target] = best;
                            if (!places.IsEmpty)
                                places[target] = T.CreateTruncating(where);
                        }
        }

        public static void Backward<T>(WorkerPool workers, int batch, PoolingShape s, ReadOnlySpan<T> dy, ReadOnlySpan<T> places, Span<T> dx)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            dx.Clear();
            for (var n = 0; n < batch; n++)
                for (var i = 0; i < s.OutputHeight; i++)
                    for (var j = 0; j < s.OutputWidth; j++)
                        for (var c = 0; c < s.Channels; c++)
                        {
                            var target = ((n * s.OutputHeight + i) * s.OutputWidth + j) * s.Channels + c;
                            var where = int.CreateTruncating(places[target]);
                            var (u, v) = (i * s.StrideY + where / s.KernelWidth - s.PaddingY, j * s.StrideX + where % s.KernelWidth - s.PaddingX);
                            dx[((n * s.InputHeight + u) * s.InputWidth + v) * s.Channels + c] += dy[target];
                        }
        }
    }

    internal static class AveragePoolingKernel
    {
        public static void Forward<T>(WorkerPool workers, int batch, PoolingShape s, ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var share = T.One / T.CreateTruncating(s.KernelHeight * s.KernelWidth);
            for (var n = 0; n < batch; n++)
                for (var i = 0; i < s.OutputHeight; i++)
                    for (var j = 0; j < s.OutputWidth; j++)
                        for (var c = 0; c < s.Channels; c++)
                        {
                            var sum = T.Zero;
                            for (var p = 0; p < s.KernelHeight; p++)
                                for (var q = 0; q < s.KernelWidth; q++)
                                {
                                    var (u, v) = (i * s.StrideY + p - s.PaddingY, j * s.StrideX + q - s.PaddingX);
                                    if ((uint)u < (uint)s.InputHeight && (uint)v < (uint)s.InputWidth)
                                        sum += x[((n * s.InputHeight + u) * s.InputWidth + v) * s.Channels + c];
                                }
                            y[((n * s.OutputHeight + i) * s.OutputWidth + j) * s.Channels + c] = sum * share;
                        }
        }

        public static void Backward<T>(WorkerPool workers, int batch, PoolingShape s, ReadOnlySpan<T> dy, Span<T> dx)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            dx.Clear();
            var share = T.One / T.CreateTruncating(s.KernelHeight * s.KernelWidth);
            for (var n = 0; n < batch; n++)
                for (var i = 0; i < s.OutputHeight; i++)
                    for (var j = 0; j < s.OutputWidth; j++)
                        for (var c = 0; c < s.Channels; c++)
                            for (var p = 0; p < s.KernelHeight; p++)
                                for (var q = 0; q < s.KernelWidth; q++)
                                {
                                    var (u, v) = (i * s.StrideY + p - s.PaddingY, j * s.StrideX + q - s.PaddingX);
                                    if ((uint)u < (uint)s.InputHeight && (uint)v < (uint)s.InputWidth)
                                        dx[((n * s.InputHeight + u) * s.InputWidth + v) * s.Channels + c] += share * dy[((n * s.OutputHeight + i) * s.OutputWidth + j) * s.Channels + c];
                                }
        }
    }

    internal static class GlobalAveragePoolingKernel
    {
        public static void Forward<T>(WorkerPool workers, int batch, int pixels, int channels, ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            y.Clear();
            for (var i = 0; i < x.Length; i++)
                y[i / (pixels * channels) * channels + i % channels] += x[i] / T.CreateTruncating(pixels);
        }

        public static void Backward<T>(WorkerPool workers, int batch, int pixels, int channels, ReadOnlySpan<T> dy, Span<T> dx)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (var i = 0; i < dx.Length; i++)
                dx[i] = dy[i / (pixels * channels) * channels + i % channels] / T.CreateTruncating(pixels);
        }
    }
}

namespace MlPipelines.Numerics.Kernels.Normalization
{
    internal static class BatchNormalizationKernel
    {
        public static void Statistics<T>(WorkerPool workers, int rows, int channels, ReadOnlySpan<T> x, Span<T> mean, Span<T> variance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var share = T.One / T.CreateTruncating(rows);
            mean.Clear();
            variance.Clear();
            for (var i = 0; i < x.Length; i++)
                mean[i % channels] += x[i] * share;
            for (var i = 0; i < x.Length; i++)
                variance[i % channels] += (x[i] - mean[i % channels]) * (x[i] - mean[i % channels]) * share;
        }

        public static void Normalize<T>(
            WorkerPool workers, int rows, int channels, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, T epsilon,
            ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, ReadOnlySpan<T> addend, bool rectify, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (var i = 0; i < x.Length; i++)
            {
                var c = i % channels;
                var value = (x[i] - mean[c]) / T.Sqrt(variance[c] + epsilon) * scale[c] + shift[c] + (addend.IsEmpty ? T.Zero : addend[i]);
                y[i] = rectify && value < T.Zero ? T.Zero : value;
            }
        }

        public static void Backward<T>(
            WorkerPool workers, int rows, int channels, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, T epsilon,
            ReadOnlySpan<T> scale, Span<T> dScale, Span<T> dShift, Span<T> dx)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            dScale.Clear();
            dShift.Clear();
            for (var i = 0; i < x.Length; i++)
            {
                var c = i % channels;
                if (!y.IsEmpty && !(y[i] > T.Zero))
                    dy[i] = T.Zero;
                dShift[c] += dy[i];
                dScale[c] += dy[i] * (x[i] - mean[c]) / T.Sqrt(variance[c] + epsilon);
            }
            var share = T.One / T.CreateTruncating(rows);
            for (var i = 0; i < dx.Length; i++)
            {
                var c = i % channels;
                var inverse = T.One / T.Sqrt(variance[c] + epsilon);
                dx[i] = scale[c] * inverse * (dy[i] - share * dShift[c] - (x[i] - mean[c]) * inverse * share * dScale[c]);
            }
        }
    }
}

namespace MlPipelines.Numerics.Kernels
{
    internal static class ChannelOrder
    {
        public static void ToChannelsLast<T>(WorkerPool workers, int batch, int channels, int pixels, ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (var n = 0; n < batch; n++)
                for (var c = 0; c < channels; c++)
                    for (var p = 0; p < pixels; p++)
                        y[(n * pixels + p) * channels + c] = x[(n * channels + c) * pixels + p];
        }

        public static void ToChannelsFirst<T>(WorkerPool workers, int batch, int channels, int pixels, ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => ToChannelsLast(workers, batch, pixels, channels, x, y);
    }
}
