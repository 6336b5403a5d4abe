using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Optimizers;

/// <summary>One update of the whole flat buffer, split into parts of whole cache lines.</summary>
internal struct OptimizerWork<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 64;
    private const int MinimumPart = 16_384;
    private Optimizer<T> _optimizer;
    private AlignedBuffer<T> _parameters;
    private AlignedBuffer<T> _gradients;
    private int _parts;

    public static void Run(WorkerPool workers, Optimizer<T> optimizer, AlignedBuffer<T> parameters, AlignedBuffer<T> gradients)
    {
        var work = new OptimizerWork<T>
        {
            _optimizer = optimizer,
            _parameters = parameters,
            _gradients = gradients,
            _parts = Math.Clamp(parameters.Length / MinimumPart, 1, workers.Threads),
        };
        workers.Run(ref work, work._parts);
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of((_parameters.Length + Block - 1) / Block, _parts, part);
        var start = first * Block;
        var length = Math.Min(end * Block, _parameters.Length) - start;
        _optimizer.Update(start, _parameters.Span.Slice(start, length), _gradients.Span.Slice(start, length));
    }
}
