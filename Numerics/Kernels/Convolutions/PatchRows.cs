using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The windows of a few output pixels as rows of a matrix, [pixels, taps · channels] in the order window row, window column, channel: gathered from the
/// input, or added back to its gradient. Always some tens of pixels at a time, never a batch.
/// </summary>
internal static unsafe class PatchRows<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Room behind the last row that <see cref="Gather"/> may overwrite.</summary>
    public const int Slack = 16;

    /// <summary>What lies behind the taps of a row, up to its stride, is undefined.</summary>
    /// <param name="shape">All sizes.</param>
    /// <param name="x">The batch's first element.</param>
    /// <param name="xEnd">The element after the batch's last.</param>
    /// <param name="pixel">First output pixel, counted through the batch.</param>
    /// <param name="count">Number of output pixels.</param>
    /// <param name="target">[count, stride], and <see cref="Slack"/> elements more.</param>
    /// <param name="stride">Elements between rows of target, at least the taps.</param>
    public static void Gather(ConvolutionShape shape, T* x, T* xEnd, int pixel, int count, T* target, int stride)
    {
        for (var i = 0; i < count; i++, target += stride)
        {
            var window = new PatchWindow(shape, pixel + i);
            var to = target;
            for (var ky = 0; ky < shape.KernelHeight; ky++, to += window.Run)
            {
                if (ky < window.FirstRow || ky >= window.EndRow)
                {
                    Zero(to, window.Run);
                    continue;
                }
                if (window.Before > 0)
                    Zero(to, window.Before);
                Copy(x + window.Start + (ky - window.FirstRow) * window.Pitch, xEnd, to + window.Before, window.Inside);
                if (window.Before + window.Inside < window.Run)
                    Zero(to + window.Before + window.Inside, window.Run - window.Before - window.Inside);
            }
        }
    }

    /// <summary>dx += the rows, each at its window; what lies in the padding is dropped.</summary>
    /// <param name="source">[count, stride].</param>
    /// <param name="dx">The batch's first element.</param>
    public static void ScatterAdd(ConvolutionShape shape, T* source, int stride, int pixel, int count, T* dx)
    {
        for (var i = 0; i < count; i++, source += stride)
        {
            var window = new PatchWindow(shape, pixel + i);
            var to = dx + window.Start;
            var from = source + window.FirstRow * window.Run + window.Before;
            for (var ky = window.FirstRow; ky < window.EndRow; ky++, to += window.Pitch, from += window.Run)
            {
                nint j = 0;
                for (; j + TSimd.Count <= window.Inside; j += TSimd.Count)
                    TSimd.Store(to + j, TSimd.Add(TSimd.Load(to + j), TSimd.Load(from + j)));
                for (; j < window.Inside; j++)
                    to[j] += from[j];
            }
        }
    }

    /// <summary>Whole vectors as long as the source has so many elements: what is too much is overwritten by the next run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* source, T* sourceEnd, T* target, nint length)
    {
        nint i = 0;
        for (; i < length && source + i + TSimd.Count <= sourceEnd; i += TSimd.Count)
            TSimd.Store(target + i, TSimd.Load(source + i));
        for (; i < length; i++)
            target[i] = source[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Zero(T* target, nint length)
    {
        for (nint i = 0; i < length; i += TSimd.Count)
            TSimd.Store(target + i, TSimd.Create(T.Zero));
    }
}
