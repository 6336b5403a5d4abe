using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// Convolution without any transform where filters are large or images tiny. Each panel of output channels packs its own filters and then
/// goes over many pixels, so that filters are read from memory once for all of them; threads share out panels and pixels. On tiny images
/// a tile is one place in 6 samples, whose windows are clipped in the same way: products with padding are left out.
/// </summary>
internal unsafe struct PanelConvolution<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = ConvolutionTile<TSimd, TVector, T>.Rows;
    private const int MinimumPixels = 96;

    /// <summary>Elements of padded input at a time, some megabytes.</summary>
    private const int MaximumInput = 1 << 20;
    private ConvolutionShape _shape;
    private ConvolutionFinish<T> _finish;
    private ConvolutionFilters<T> _filters;
    private T* _x, _y, _input;
    private int _first, _samples, _panels, _chunks, _height, _width;
    private bool _clipped, _padding;

    private static int PanelWidth => ConvolutionTile<TSimd, TVector, T>.PanelWidth;

    /// <summary>Overwrites y.</summary>
    /// <param name="filters">The filters of this shape.</param>
    public static void Run(
        WorkerPool workers, int batch, ConvolutionShape shape, T* x, ConvolutionFilters<T> filters, ConvolutionFinish<T> finish, T* y)
    {
        var work = new PanelConvolution<TSimd, TVector, T>
        {
            _shape = shape,
            _filters = filters,
            _x = x,
            _y = y,
            _finish = finish,
            _clipped = TinyImages.SuitsPanels<T>(shape) && TinyImages.Suits(shape),
            _panels = (shape.OutputChannels + PanelWidth - 1) / PanelWidth,
        };
        var padded = VectorPadding.Of<T>(shape.OutputChannels);
        var copies = !work._clipped && (shape.PaddingY > 0 || shape.PaddingX > 0);
        (work._height, work._width) = copies
            ? (shape.InputHeight + 2 * shape.PaddingY, shape.InputWidth + 2 * shape.PaddingX)
            : (shape.InputHeight, shape.InputWidth);
        var size = checked(work._height * work._width * shape.InputChannels);
        var samples = copies ? Math.Clamp(MaximumInput / size, 1, Math.Max(1, batch)) : Math.Max(1, batch);
        var room = copies ? checked(samples * size) : 0;
        var extra = ConvolutionFinish<T>.Room(padded);
        var buffer = ThreadBuffers<T>.ForPartials(checked(extra + room));
        work._finish = finish.Padded(shape.OutputChannels, padded, buffer);
        for (; work._first < batch; work._first += samples)
        {
            work._samples = Math.Min(samples, batch - work._first);
            work._input = copies ? buffer + extra : x + (nint)work._first * shape.InputSize;
            if (copies)
            {
                work._padding = true;
                workers.Run(ref work, work._samples);
                work._padding = false;
            }

            var wanted = (2 * workers.Threads + work._panels - 1) / work._panels;
            work._chunks = Math.Clamp(work.Pixels * (work._clipped ? work._samples : 1) / MinimumPixels, 1, wanted);
            workers.Run(ref work, work._panels * work._chunks);
        }
    }

    /// <summary>Output pixels of the samples at hand, or places of one sample where windows are clipped.</summary>
    private readonly int Pixels => _shape.OutputHeight * _shape.OutputWidth * (_clipped ? 1 : _samples);

    public readonly void Run(int part)
    {
        if (_padding)
        {
            var target = _input + (nint)part * _height * _width * _shape.InputChannels;
            PaddedCopy.Run(_shape, _x + (nint)(_first + part) * _shape.InputSize, target);
            return;
        }

        var (chunk, panel) = Math.DivRem(part, _panels);
        var (start, end) = Parts.Of(Pixels, _chunks, chunk);
        var k = panel * PanelWidth;
        var outputs = Math.Min(PanelWidth, _shape.OutputChannels - k);
        var width = outputs <= TSimd.Count ? TSimd.Count : PanelWidth;
        var copy = ThreadBuffers<T>.ForA(checked(_shape.Taps * width));
        var packed = ThreadBuffers<T>.ForB(checked(_shape.Taps * width));
        _filters.Copy(0, _shape.InputChannels, k, outputs, width, copy);
        FilterOrder.Panels<TSimd, TVector, T>(
            copy, _shape.InputChannels, _shape.KernelHeight * _shape.KernelWidth, outputs, width, width, _filters.Mirrored, packed);
        if (_clipped)
            ComputePlaces(start, end, k, outputs, width, packed);
        else
            ComputePixels(start, end, k, outputs, width, packed);
    }

    [SkipLocalsInit]
    private readonly void ComputePixels(int first, int end, int k, int outputs, int width, T* filters)
    {
        var pitch = (nint)_width * _shape.InputChannels;
        var run = (nint)_shape.KernelWidth * _shape.InputChannels;
        var starts = stackalloc nint[2 * _shape.KernelHeight];
        var taps = starts + _shape.KernelHeight;
        for (var i = 0; i < _shape.KernelHeight; i++)
            (starts[i], taps[i]) = (i * pitch, i * run);
        var runs = new TileRuns(_shape.KernelHeight, run, starts, taps);
        var windows = stackalloc T*[Rows];
        var walk = new PixelWalk(_shape, _height, _width, first);
        var target = _y + (nint)_first * _shape.OutputSize + k;
        for (var pixel = first; pixel < end; pixel += Rows)
        {
            var valid = Math.Min(Rows, end - pixel);
            for (var i = 0; i < Rows; i++)
            {
                windows[i] = _input + walk.Offset;
                if (i + 1 < valid || (i + 1 == valid && pixel + Rows < end))
                    walk.Next();
            }

            var to = target + (nint)pixel * _shape.OutputChannels;
            ComputeTile(runs, windows, valid, filters, outputs, width, k, to, _shape.OutputChannels);
        }
    }

    [SkipLocalsInit]
    private readonly void ComputePlaces(int first, int end, int k, int outputs, int width, T* filters)
    {
        var starts = stackalloc nint[2 * _shape.KernelHeight];
        var taps = starts + _shape.KernelHeight;
        var windows = stackalloc T*[Rows];
        for (var place = first; place < end; place++)
        {
            var (row, column) = Math.DivRem(place, _shape.OutputWidth);
            var window = new PatchWindow(_shape, 0, row, column);
            var count = window.EndRow - window.FirstRow;
            for (var i = 0; i < count; i++)
                (starts[i], taps[i]) = (i * window.Pitch, (window.FirstRow + i) * window.Run + window.Before);
            var runs = new TileRuns(count, window.Inside, starts, taps);
            var start = count == 0 ? 0 : window.Start;
            for (var sample = 0; sample < _samples; sample += Rows)
            {
                var valid = Math.Min(Rows, _samples - sample);
                for (var i = 0; i < Rows; i++)
                    windows[i] = _input + (nint)(sample + Math.Min(i, valid - 1)) * _shape.InputSize + start;
                var target = _y + (nint)(_first + sample) * _shape.OutputSize + (nint)place * _shape.OutputChannels + k;
                ComputeTile(runs, windows, valid, filters, outputs, width, k, target, _shape.OutputSize);
            }
        }
    }

    /// <summary>Straight to y where the whole tile lies there, else through a room aside.</summary>
    [SkipLocalsInit]
    private readonly void ComputeTile(
        in TileRuns runs, T** windows, int valid, T* filters, int outputs, int width, int k, T* target, nint stride)
    {
        var finish = _finish.At(k);
        if (valid == Rows && outputs == width)
        {
            ConvolutionTile<TSimd, TVector, T>.Compute(runs, windows, filters, width, target, stride, finish);
            return;
        }

        var aside = stackalloc T[Rows * 2 * TSimd.Count];
        ConvolutionTile<TSimd, TVector, T>.Compute(runs, windows, filters, width, aside, width, finish);
        for (var i = 0; i < valid; i++)
            new ReadOnlySpan<T>(aside + i * width, outputs).CopyTo(new Span<T>(target + i * stride, outputs));
    }
}

/// <summary>When windows are clipped, place by place, in place of transforms or of products with padding.</summary>
internal static class TinyImages
{
    /// <summary>Filters below this many bytes stay in a cache anyway.</summary>
    private const long SmallFilters = 128 << 10;

    /// <summary>Whether filters are so large that they are best packed panel by panel.</summary>
    public static unsafe bool SuitsPanels<T>(ConvolutionShape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (long)shape.WeightSize * sizeof(T) > SmallFilters;

    /// <summary>Whether the taps inside the image are so few that leaving out the others is worth more than anything else.</summary>
    public static bool Suits(ConvolutionShape shape)
    {
        var taps = Inside(shape.OutputHeight, shape.InputHeight, shape.KernelHeight, shape.StrideY, shape.PaddingY)
            * Inside(shape.OutputWidth, shape.InputWidth, shape.KernelWidth, shape.StrideX, shape.PaddingX);
        var direct = (long)shape.OutputHeight * shape.OutputWidth * shape.KernelHeight * shape.KernelWidth;
        return 10 * taps <= 8 * direct
            && (!WinogradShape.Suits(shape) || taps < (long)WinogradShape.Places * new WinogradShape(shape).Tiles);
    }

    /// <summary>Window places inside the image, over all outputs in one direction.</summary>
    private static long Inside(int outputs, int inputs, int kernel, int stride, int padding)
    {
        if (outputs > 8)
            return (long)outputs * kernel;
        long count = 0;
        for (var i = 0; i < outputs; i++)
        {
            var first = i * stride - padding;
            count += Math.Max(0, Math.Min(first + kernel, inputs) - Math.Max(first, 0));
        }

        return count;
    }
}
