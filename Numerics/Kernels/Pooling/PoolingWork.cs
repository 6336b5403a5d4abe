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
    public static void Run(WorkerPool workers, int batch, PoolingShape shape, TStep step, ReadOnlySpan<T> inputs, ReadOnlySpan<T> outputs, ReadOnlySpan<T> places)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        if (inputs.Length != (long)batch * shape.InputSize || outputs.Length != (long)batch * shape.OutputSize || (!places.IsEmpty && places.Length != outputs.Length))
            throw new ArgumentException(
                $"A pooling of {batch} samples needs {(long)batch * shape.InputSize} inputs and {(long)batch * shape.OutputSize} outputs and places; found {inputs.Length}, {outputs.Length} and {places.Length}.");
        fixed (T* pInputs = inputs, pOutputs = outputs, pPlaces = places)
        {
            var work = new PoolingWork<T, TStep> { _shape = shape, _step = step, _inputs = pInputs, _outputs = pOutputs, _places = pPlaces, _batch = batch };
            work._parts = (int)Math.Clamp((long)batch * shape.InputSize / MinimumPart, 1, Math.Min(workers.Threads, Math.Max(1, batch)));
            workers.Run(ref work, work._parts);
        }
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_batch, _parts, part);
        var step = _step;
        int rows = _shape.OutputHeight, columns = _shape.OutputWidth, channels = _shape.Channels;
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
