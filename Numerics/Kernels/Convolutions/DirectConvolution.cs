using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// Convolution without any transform: tiles of 6 output pixels read their windows in place. Only with padding is the input of some samples
/// first copied between zeros, into a thread's own buffer.
/// </summary>
internal unsafe struct DirectConvolution<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int PixelsAtATime = 60;
    private ConvolutionShape _shape;
    private ConvolutionFinish<T> _finish;
    private T* _x, _panels, _y;
    private int _batch, _parts, _samplesAtATime;

    /// <summary>Overwrites y.</summary>
    /// <param name="panels">As <see cref="FilterOrder.Panels"/> leaves them.</param>
    /// <param name="finish">Padded to whole vectors of outputs and one more.</param>
    public static void Run(WorkerPool workers, int batch, ConvolutionShape shape, T* x, T* panels, ConvolutionFinish<T> finish, T* y)
    {
        var work = new DirectConvolution<TSimd, TVector, T>
        {
            _shape = shape,
            _x = x,
            _panels = panels,
            _y = y,
            _batch = batch,
            _finish = finish,
        };
        work._samplesAtATime = Math.Max(1, PixelsAtATime / (shape.OutputHeight * shape.OutputWidth));
        work._parts = BatchParts.Count(workers, batch, shape.MultiplyAdds);
        workers.Run(ref work, work._parts);
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_batch, _parts, part);
        for (var sample = first; sample < end; sample += _samplesAtATime)
            ComputeSamples(sample, Math.Min(_samplesAtATime, end - sample), end - sample);
    }

    private readonly void ComputeSamples(int sample, int samples, int samplesLeft)
    {
        var (height, width) = (_shape.InputHeight + 2 * _shape.PaddingY, _shape.InputWidth + 2 * _shape.PaddingX);
        var input = _x + (nint)sample * _shape.InputSize;
        if (_shape.PaddingY > 0 || _shape.PaddingX > 0)
        {
            var padded = ThreadBuffers<T>.ForA(checked(samples * height * width * _shape.InputChannels));
            for (var s = 0; s < samples; s++)
                PaddedCopy.Run(_shape, input + (nint)s * _shape.InputSize, padded + (nint)s * height * width * _shape.InputChannels);
            input = padded;
        }

        var pixels = samples * _shape.OutputHeight * _shape.OutputWidth;
        var elementsLeft = (long)samplesLeft * _shape.OutputSize;
        var panelWidth = ConvolutionTile<TSimd, TVector, T>.PanelWidth;
        for (var k = 0; k < _shape.OutputChannels; k += panelWidth)
        {
            var target = _y + (nint)sample * _shape.OutputSize + k;
            ComputePanel(new PixelWalk(_shape, height, width), input, pixels, k, Math.Min(panelWidth, _shape.OutputChannels - k), target,
                elementsLeft);
        }
    }

    [SkipLocalsInit]
    private readonly void ComputePanel(PixelWalk walk, T* input, int pixels, int k, int outputs, T* target, long elementsLeft)
    {
        const int rows = ConvolutionTile<TSimd, TVector, T>.Rows;
        var width = outputs <= TSimd.Count ? TSimd.Count : ConvolutionTile<TSimd, TVector, T>.PanelWidth;
        var run = (nint)_shape.KernelWidth * _shape.InputChannels;
        var pitch = (nint)walk.Width * _shape.InputChannels;
        nint stride = _shape.OutputChannels;
        var panel = _panels + (nint)k * _shape.Taps;
        var finish = _finish.At(k);
        var windows = stackalloc T*[rows];
        var starts = stackalloc nint[2 * _shape.KernelHeight];
        for (var i = 0; i < _shape.KernelHeight; i++)
            (starts[i], starts[_shape.KernelHeight + i]) = (i * pitch, i * run);
        var runs = new TileRuns(_shape.KernelHeight, run, starts, starts + _shape.KernelHeight);
        var aside = stackalloc T[rows * width];

        // A vector that reaches into the next pixels is harmless where they are this thread's own and still to come.
        var spillEnd = outputs == _shape.OutputChannels ? elementsLeft - (width - outputs) : 0;
        for (var pixel = 0; pixel < pixels; pixel += rows)
        {
            var valid = Math.Min(rows, pixels - pixel);
            for (var i = 0; i < rows; i++)
            {
                windows[i] = input + walk.Offset;
                if (i + 1 < valid || (i + 1 == valid && pixel + rows < pixels))
                    walk.Next();
            }

            if (valid == rows && (outputs == width || (pixel + rows) * stride <= spillEnd))
            {
                ConvolutionTile<TSimd, TVector, T>.Compute(runs, windows, panel, width, target + pixel * stride, stride, finish);
                continue;
            }

            ConvolutionTile<TSimd, TVector, T>.Compute(runs, windows, panel, width, aside, width, finish);
            for (var i = 0; i < valid; i++)
                new ReadOnlySpan<T>(aside + i * width, outputs).CopyTo(new Span<T>(target + (pixel + i) * stride, outputs));
        }
    }
}

/// <summary>Goes from output pixel to output pixel, over rows and samples, and knows where each window begins in a padded input.</summary>
internal struct PixelWalk
{
    private readonly int _columns;
    private readonly int _rows;
    private readonly nint _columnStep;
    private readonly nint _rowStep;
    private readonly nint _sampleStep;
    private int _column;
    private int _row;
    private nint _rowStart;
    private nint _sampleStart;

    /// <param name="shape">All sizes.</param>
    /// <param name="height">Rows of the padded input.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="pixel">The first output pixel, counted through the samples.</param>
    public PixelWalk(in ConvolutionShape shape, int height, int width, int pixel = 0)
    {
        Width = width;
        (_rows, _columns) = (shape.OutputHeight, shape.OutputWidth);
        _columnStep = (nint)shape.StrideX * shape.InputChannels;
        _rowStep = (nint)shape.StrideY * width * shape.InputChannels;
        _sampleStep = (nint)height * width * shape.InputChannels;
        (var row, _column) = Math.DivRem(pixel, _columns);
        (var sample, _row) = Math.DivRem(row, _rows);
        _sampleStart = sample * _sampleStep;
        _rowStart = _sampleStart + _row * _rowStep;
        Offset = _rowStart + _column * _columnStep;
    }

    /// <summary>Of the padded input.</summary>
    public int Width { get; }

    /// <summary>Elements from the input's start to the window's.</summary>
    public nint Offset { get; private set; }

    public void Next()
    {
        if (++_column < _columns)
        {
            Offset += _columnStep;
            return;
        }

        _column = 0;
        _rowStart += _rowStep;
        if (++_row == _rows)
        {
            _row = 0;
            _sampleStart += _sampleStep;
            _rowStart = _sampleStart;
        }

        Offset = _rowStart;
    }
}

/// <summary>Copies one sample between rows and columns of zeros.</summary>
internal static unsafe class PaddedCopy
{
    /// <summary>Overwrites target, [height + 2 · padding, width + 2 · padding, channels].</summary>
    public static void Run<T>(ConvolutionShape shape, T* x, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (row, side) = (shape.InputWidth * shape.InputChannels, shape.PaddingX * shape.InputChannels);
        var edge = shape.PaddingY * (row + 2 * side);
        new Span<T>(target, edge).Clear();
        target += edge;
        for (var y = 0; y < shape.InputHeight; y++, x += row, target += row + 2 * side)
        {
            new Span<T>(target, side).Clear();
            new ReadOnlySpan<T>(x, row).CopyTo(new Span<T>(target + side, row));
            new Span<T>(target + side + row, side).Clear();
        }

        new Span<T>(target, edge).Clear();
    }
}
