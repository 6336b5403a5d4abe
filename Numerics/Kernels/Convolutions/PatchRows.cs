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
    public static void Gather(in ConvolutionShape shape, T* x, T* xEnd, int pixel, int count, T* target, int stride)
    {
        nint run = (nint)shape.KernelWidth * shape.InputChannels, pitch = (nint)shape.InputWidth * shape.InputChannels;
        var safeEnd = xEnd - (shape.KernelHeight - 1) * pitch - run - TSimd.Count;
        var walk = new PatchWalk(shape, pixel);
        for (var i = 0; i < count; i++, target += stride, walk.Next())
        {
            var from = x + walk.Start;
            if (!walk.Inside || from > safeEnd)
            {
                GatherClipped(walk.Window, shape.KernelHeight, x, xEnd, target);
                continue;
            }
            var to = target;
            for (var ky = 0; ky < shape.KernelHeight; ky++, to += run, from += pitch)
            {
                for (nint j = 0; j < run; j += TSimd.Count)
                    TSimd.Store(to + j, TSimd.Load(from + j));
            }
        }
    }

    /// <summary>dx += the rows, each at its window; what lies in the padding is dropped.</summary>
    /// <param name="source">[count, stride].</param>
    /// <param name="dx">The batch's first element.</param>
    public static void ScatterAdd(in ConvolutionShape shape, T* source, int stride, int pixel, int count, T* dx)
    {
        var walk = new PatchWalk(shape, pixel);
        for (var i = 0; i < count; i++, source += stride, walk.Next())
        {
            var window = walk.Window;
            var to = dx + window.Start;
            var from = source + window.FirstRow * window.Run + window.Before;
            for (var ky = window.FirstRow; ky < window.EndRow; ky++, to += window.Pitch, from += window.Run)
            {
                nint j = 0;
                for (; j + TSimd.Count <= window.Inside; j += TSimd.Count)
                    TSimd.Store(to + j, TSimd.Add(TSimd.Load(to + j), TSimd.Load(from + j)));
                if (j < window.Inside)
                    ShortRow.Run<Addition, T>(new Addition { Target = to + j, Source = from + j }, (int)(window.Inside - j));
            }
        }
    }

    private static void GatherClipped(in PatchWindow window, int rows, T* x, T* xEnd, T* target)
    {
        for (var ky = 0; ky < rows; ky++, target += window.Run)
        {
            if (ky < window.FirstRow || ky >= window.EndRow)
            {
                Zero(target, window.Run);
                continue;
            }
            if (window.Before > 0)
                Zero(target, window.Before);
            Copy(x + window.Start + (ky - window.FirstRow) * window.Pitch, xEnd, target + window.Before, window.Inside);
            if (window.Before + window.Inside < window.Run)
                Zero(target + window.Before + window.Inside, window.Run - window.Before - window.Inside);
        }
    }

    private struct Addition : IElementwise<T>
    {
        public T* Target, Source;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TOther, TOtherVector>(nint i)
            where TOther : struct, ISimd<TOtherVector, T>
            where TOtherVector : struct => TOther.Store(Target + i, TOther.Add(TOther.Load(Target + i), TOther.Load(Source + i)));
    }

    /// <summary>As many whole vectors as the source has elements for: what is too much is overwritten by the next run.</summary>
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
