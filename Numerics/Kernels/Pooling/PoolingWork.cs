using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Pooling;

/// <summary>Goes over the output pixels of a batch, sample by sample; samples are shared out over threads.</summary>
internal unsafe struct PoolingWork<T, TStep> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, IPoolingStep<T>
{
    private const int MinimumPart = 16_384;
    private PoolingShape _shape;
    private TStep _step;
    private T* _inputs, _outputs, _places;
    private int _batch, _parts;

    /// <param name="inputs">[batch, input size], x or dx.</param>
    /// <param name="outputs">[batch, output size], y or dy.</param>
    /// <param name="places">[batch, output size], or empty.</param>
    public static void Run(WorkerPool workers, int batch, PoolingShape shape, TStep step,
        ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputs, ReadOnlySpan<T> places)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        if (inputs.Length != (long)batch * shape.InputSize || outputs.Length != (long)batch * shape.OutputSize
            || (!places.IsEmpty && places.Length != outputs.Length))
        {
            throw new ArgumentException(
                $"A pooling of {batch} samples needs {(long)batch * shape.InputSize} inputs and {(long)batch * shape.OutputSize} outputs "
                    + $"and places; found {inputs.Length}, {outputs.Length} and {places.Length}.");
        }

        fixed (T* pInputs = inputs, pOutputs = outputs, pPlaces = places)
        {
            var work = new PoolingWork<T, TStep>
            {
                _shape = shape,
                _step = step,
                _inputs = pInputs,
                _outputs = pOutputs,
                _places = pPlaces,
                _batch = batch,
            };
            work._parts = (int)Math.Clamp((long)batch * shape.InputSize / MinimumPart, 1, Math.Min(workers.Threads, Math.Max(1, batch)));
            workers.Run(ref work, work._parts);
        }
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_batch, _parts, part);
        var step = _step;
        var rows = _shape.OutputHeight;
        var columns = _shape.OutputWidth;
        var channels = _shape.Channels;
        for (var sample = first; sample < end; sample++)
        {
            var input = _inputs + (nint)sample * _shape.InputSize;
            step.BeginSample(input, _shape.InputSize);
            var at = (nint)sample * _shape.OutputSize;
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++, at += channels)
                    step.Pixel(_shape, new PoolingWindow(_shape, row, column), input, _outputs + at, _places == null ? null : _places + at);
            }
        }
    }
}

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

/// <summary>The part of one output pixel's window that lies inside the input.</summary>
internal readonly struct PoolingWindow
{
    /// <param name="shape">All sizes.</param>
    /// <param name="outputRow">Row of the output pixel.</param>
    /// <param name="outputColumn">Column of the output pixel.</param>
    public PoolingWindow(PoolingShape shape, int outputRow, int outputColumn)
    {
        var (top, left) = (outputRow * shape.StrideY - shape.PaddingY, outputColumn * shape.StrideX - shape.PaddingX);
        (FirstRow, FirstColumn) = (Math.Max(0, -top), Math.Max(0, -left));
        (EndRow, EndColumn) = (Math.Min(shape.KernelHeight, shape.InputHeight - top), Math.Min(shape.KernelWidth, shape.InputWidth - left));
        Start = ((nint)(top + FirstRow) * shape.InputWidth + left + FirstColumn) * shape.Channels;
    }

    /// <summary>Rows of the window, counted from its top.</summary>
    public int FirstRow { get; }

    public int EndRow { get; }

    /// <summary>Columns of the window, counted from its left.</summary>
    public int FirstColumn { get; }

    public int EndColumn { get; }

    /// <summary>The first element inside, counted from the sample's first.</summary>
    public nint Start { get; }
}
