using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>
/// Batch normalisation over the rows of [rows, channels]: y = scale · (x − mean) / √(variance + ε) + shift (Ioffe and Szegedy,
/// arXiv:1502.03167). A row is a sample of a dense layer or one pixel of one sample. Sums are taken within blocks of rows whose size
/// depends on the channels alone, and blocks are put together in their order, so any number of threads gives the same bits.
/// </summary>
internal static unsafe class BatchNormalizationKernel
{
    /// <summary>Mean and variance (divided by the number of rows) of every channel, in one pass over memory. Overwrites both.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="rows">At least 1.</param>
    /// <param name="channels">At least 1.</param>
    /// <param name="x">[rows, channels].</param>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels].</param>
    public static void Statistics<T>(WorkerPool workers, int rows, int channels, ReadOnlySpan<T> x, Span<T> mean, Span<T> variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(rows, channels, x.Length, x.Length, x.Length, mean.Length, variance.Length, channels, channels);
        var blocks = new RowBlocks(rows, channels);
        fixed (T* px = x, pMean = mean, pVariance = variance)
        {
            var partials = ThreadBuffers<T>.ForPartials(2 * blocks.Count * channels);
            var moments = new MomentsWork<T> { X = px, Partials = partials, Blocks = blocks, Parts = blocks.Parts(workers) };
            workers.Run(ref moments, moments.Parts);
            ShortRow.Run<MomentsMerge<T>, T>(
                new MomentsMerge<T> { Partials = partials, Blocks = blocks, Mean = pMean, Variance = pVariance }, channels);
        }
    }

    /// <summary>
    /// y = scale · (x − mean) / √(variance + ε) + shift [+ addend], then max(·, 0) when rectified. Overwrites y, which may be x.
    /// </summary>
    /// <param name="x">[rows, channels].</param>
    /// <param name="mean">[channels], of the batch in training, else the running one.</param>
    /// <param name="variance">[channels], likewise.</param>
    /// <param name="scale">[channels].</param>
    /// <param name="shift">[channels].</param>
    /// <param name="addend">[rows, channels], or empty.</param>
    /// <param name="rectify">Whether negative results become 0.</param>
    /// <param name="y">[rows, channels].</param>
    public static void Normalize<T>(
        WorkerPool workers, int rows, int channels, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, T epsilon,
        ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, ReadOnlySpan<T> addend, bool rectify, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(rows, channels, x.Length, y.Length, addend.IsEmpty ? x.Length : addend.Length, mean.Length, variance.Length, scale.Length,
            shift.Length);
        var period = ChannelPeriod.Of<T>(channels);
        var table = ThreadBuffers<T>.ForPartials(3 * period);
        for (var c = 0; c < channels; c++)
        {
            table[c] = mean[c];
            table[period + c] = scale[c] / T.Sqrt(variance[c] + epsilon);
            table[2 * period + c] = shift[c];
        }

        ChannelPeriod.Repeat(table, channels, period, 3);
        fixed (T* px = x, pAddend = addend, py = y)
        {
            NormalizeWork<T>.Run(workers, x.Length,
                new NormalizeStep<T> { X = px, Addend = pAddend, Y = py, Table = table, Period = period, Rectify = rectify });
        }
    }

    /// <summary>
    /// The gradients of a training step, in which mean and variance were the batch's own, or constants. Overwrites dScale, dShift and dx.
    /// </summary>
    /// <param name="x">[rows, channels].</param>
    /// <param name="y">[rows, channels], what a rectified <see cref="Normalize"/> gave: dy is first set to 0 where y is not above 0; empty
    /// when it was not rectified.</param>
    /// <param name="dy">[rows, channels]; afterwards also the gradient by an addend.</param>
    /// <param name="mean">[channels].</param>
    /// <param name="variance">[channels].</param>
    /// <param name="scale">[channels].</param>
    /// <param name="dScale">[channels].</param>
    /// <param name="dShift">[channels].</param>
    /// <param name="dx">[rows, channels]; may be dy; empty when nobody needs it.</param>
    /// <param name="constant">Whether mean and variance do not depend on x.</param>
    public static void Backward<T>(
        WorkerPool workers, int rows, int channels, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, ReadOnlySpan<T> mean,
            ReadOnlySpan<T> variance, T epsilon,
        ReadOnlySpan<T> scale, Span<T> dScale, Span<T> dShift, Span<T> dx, bool constant = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(rows, channels, x.Length, dy.Length, y.IsEmpty ? x.Length : y.Length, mean.Length, variance.Length, scale.Length,
            dScale.Length);
        if (dShift.Length != channels || (!dx.IsEmpty && dx.Length != x.Length))
        {
            throw new ArgumentException($"Gradients of {rows} rows of {channels} channels were expected; found {dShift.Length} for the "
                + $"shift and {dx.Length} for the input.");
        }

        var blocks = new RowBlocks(rows, channels);
        fixed (T* px = x, py = y, pdy = dy, pMean = mean, pdScale = dScale, pdShift = dShift, pdx = dx)
        {
            var partials = ThreadBuffers<T>.ForPartials(2 * blocks.Count * channels);
            var sums = new GradientSumsWork<T>
            {
                X = px,
                Y = y.IsEmpty ? null : py,
                DY = pdy,
                Mean = pMean,
                Partials = partials,
                Blocks = blocks,
                Parts = blocks.Parts(workers),
            };
            workers.Run(ref sums, sums.Parts);
            ShortRow.Run<GradientSumsMerge<T>, T>(
                new GradientSumsMerge<T> { Partials = partials, Blocks = blocks, DShift = pdShift, DCentred = pdScale }, channels);
            var period = ChannelPeriod.Of<T>(channels);
            var table = ThreadBuffers<T>.ForPartials(4 * period);
            for (var c = 0; c < channels; c++)
            {
                var inverse = T.One / T.Sqrt(variance[c] + epsilon);
                var n = T.CreateTruncating(rows);
                var factor = scale[c] * inverse;
                dScale[c] *= inverse;
                table[c] = mean[c];
                table[period + c] = factor;
                table[2 * period + c] = constant ? T.Zero : factor * dShift[c] / n;
                table[3 * period + c] = constant ? T.Zero : factor * inverse * dScale[c] / n;
            }

            if (dx.IsEmpty)
                return;
            ChannelPeriod.Repeat(table, channels, period, 4);
            NormalizeWork<T>.Run(
                workers, x.Length, new InputGradientStep<T> { X = px, DY = pdy, DX = pdx, Table = table, Period = period });
        }
    }

    private static void Check(int rows, int channels, int x, int y, int other, int mean, int variance, int scale, int shift)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (x != (long)rows * channels || y != x || other != x)
        {
            throw new ArgumentException(
                $"{rows} rows of {channels} channels have {(long)rows * channels} elements; found {x}, {y} and {other}.");
        }

        if (mean != channels || variance != channels || scale != channels || shift != channels)
        {
            throw new ArgumentException(
                $"{channels} values for as many channels were expected; found {mean}, {variance}, {scale} and {shift}.");
        }
    }
}
