using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The windows of a few output pixels as rows of a matrix, [pixels, taps · channels] in the order window row, window column, channel:
/// gathered from the input, or added back to its gradient. Always some tens of pixels at a time, never a batch.
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
        var run = (nint)shape.KernelWidth * shape.InputChannels;
        var pitch = (nint)shape.InputWidth * shape.InputChannels;
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

/// <summary>The part of one output pixel's window that lies inside the input, as runs of elements.</summary>
internal readonly struct PatchWindow
{
    /// <param name="shape">All sizes.</param>
    /// <param name="sample">Sample of the output pixel.</param>
    /// <param name="outputRow">Its row.</param>
    /// <param name="outputColumn">Its column.</param>
    public PatchWindow(ConvolutionShape shape, int sample, int outputRow, int outputColumn)
    {
        var (top, left) = (outputRow * shape.StrideY - shape.PaddingY, outputColumn * shape.StrideX - shape.PaddingX);
        (FirstRow, EndRow) = (Math.Max(0, -top), Math.Min(shape.KernelHeight, shape.InputHeight - top));
        var (firstColumn, endColumn) = (Math.Max(0, -left), Math.Min(shape.KernelWidth, shape.InputWidth - left));
        if (FirstRow >= EndRow || firstColumn >= endColumn)
            FirstRow = EndRow = firstColumn = endColumn = 0;
        Before = (nint)firstColumn * shape.InputChannels;
        Inside = (nint)(endColumn - firstColumn) * shape.InputChannels;
        Run = (nint)shape.KernelWidth * shape.InputChannels;
        Pitch = (nint)shape.InputWidth * shape.InputChannels;
        Start = (nint)sample * shape.InputSize + (top + FirstRow) * Pitch + (nint)(left + firstColumn) * shape.InputChannels;
    }

    /// <summary>Window rows inside the input, from the window's top; none when the window lies in the padding altogether.</summary>
    public int FirstRow { get; }

    public int EndRow { get; }

    /// <summary>Elements of a window row.</summary>
    public nint Run { get; }

    /// <summary>Of them left of the input.</summary>
    public nint Before { get; }

    /// <summary>Of them inside.</summary>
    public nint Inside { get; }

    /// <summary>Elements between rows of the input.</summary>
    public nint Pitch { get; }

    /// <summary>The first element inside, counted from the batch's first; meaningless when there is none.</summary>
    public nint Start { get; }
}

/// <summary>
/// Goes from output pixel to output pixel, over rows and samples, and knows of each window where it begins and whether it lies inside the
/// input altogether, as most do.
/// </summary>
internal struct PatchWalk
{
    private readonly ConvolutionShape _shape;
    private readonly int _rows;
    private readonly int _columns;
    private readonly nint _pitch;
    private int _sample;
    private int _row;
    private int _column;
    private int _left;
    private bool _rowInside;

    /// <param name="shape">All sizes.</param>
    /// <param name="pixel">The first output pixel, counted through the batch.</param>
    public PatchWalk(in ConvolutionShape shape, int pixel)
    {
        _shape = shape;
        (_rows, _columns) = (shape.OutputHeight, shape.OutputWidth);
        _pitch = (nint)shape.InputWidth * shape.InputChannels;
        (var row, _column) = Math.DivRem(pixel, _columns);
        (_sample, _row) = Math.DivRem(row, _rows);
        StartRow();
    }

    /// <summary>Whether no part of the window lies in the padding.</summary>
    public readonly bool Inside => _rowInside && _left >= 0 && _left + _shape.KernelWidth <= _shape.InputWidth;

    /// <summary>The window's first element, counted from the batch's first.</summary>
    public nint Start { get; private set; }

    /// <summary>The parts of the window that lie inside.</summary>
    public readonly PatchWindow Window => new(_shape, _sample, _row, _column);

    public void Next()
    {
        if (++_column < _columns)
        {
            _left += _shape.StrideX;
            Start += (nint)_shape.StrideX * _shape.InputChannels;
            return;
        }

        _column = 0;
        if (++_row == _rows)
        {
            _row = 0;
            _sample++;
        }

        StartRow();
    }

    private void StartRow()
    {
        var top = _row * _shape.StrideY - _shape.PaddingY;
        _left = _column * _shape.StrideX - _shape.PaddingX;
        _rowInside = top >= 0 && top + _shape.KernelHeight <= _shape.InputHeight;
        Start = (nint)_sample * _shape.InputSize + top * _pitch + (nint)_left * _shape.InputChannels;
    }
}
