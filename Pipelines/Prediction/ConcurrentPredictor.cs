using Microsoft.ML;

namespace MlPipelines.Pipelines.Prediction;

/// <summary>
/// Predictions for one object at a time on any number of threads at once: ML.NET's engines, one for each thread that predicts at the same
/// time. Engines share the model, and nothing is locked.
/// </summary>
/// <typeparam name="TIn">The class of the inputs.</typeparam>
/// <typeparam name="TOut">The class of the predictions.</typeparam>
public sealed class ConcurrentPredictor<TIn, TOut> : IDisposable
    where TIn : class
    where TOut : class, new()
{
    private readonly Pool<PredictionEngine<TIn, TOut>> _engines;

    internal ConcurrentPredictor(Func<PredictionEngine<TIn, TOut>> create) => _engines = new Pool<PredictionEngine<TIn, TOut>>(create);

    /// <summary>Predicts into a new object.</summary>
    public TOut Predict(TIn example)
    {
        var prediction = new TOut();
        Predict(example, ref prediction);
        return prediction;
    }

    /// <summary>Predicts into an object that is there, which allocates nothing when its arrays have the right lengths.</summary>
    /// <param name="example">The input.</param>
    /// <param name="prediction">The object to be filled.</param>
    public void Predict(TIn example, ref TOut prediction)
    {
        var engine = _engines.Take();
        engine.Predict(example, ref prediction); // an engine that threw is not used again
        _engines.Return(engine);
    }

    /// <summary>Disposes the engines; the pipeline stays.</summary>
    public void Dispose() => _engines.Dispose();
}

/// <summary>
/// Things that one thread at a time may use, lent to many: each thread looks first where its processor left one, so that threads neither
/// wait for each other nor pass memory between cores. Nothing is allocated once there are as many as threads at once.
/// </summary>
internal sealed class Pool<T> : IDisposable
    where T : class
{
    private const int Padding = 16; // slots of different processors on different cache lines

    private readonly Func<T> _create;
    private readonly T?[] _slots;
    private readonly int _count;
    private volatile bool _disposed;

    public Pool(Func<T> create)
    {
        _create = create;
        _count = 2 * Environment.ProcessorCount;
        _slots = new T?[_count * Padding];
        Return(create()); // what cannot be made fails here, not at the first use
    }

    /// <summary>Takes one; a new one when all are in use.</summary>
    public T Take()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var start = Thread.GetCurrentProcessorId() % _count;
        for (var i = 0; i < _count; i++)
        {
            ref var slot = ref _slots[(start + i) % _count * Padding];
            if (slot is not null && Interlocked.Exchange(ref slot, null) is { } item)
                return item;
        }

        return _create();
    }

    /// <summary>Gives one back; where there is no room for it, it is disposed.</summary>
    public void Return(T item)
    {
        var start = Thread.GetCurrentProcessorId() % _count;
        for (var i = 0; i < _count && !_disposed; i++)
        {
            ref var slot = ref _slots[(start + i) % _count * Padding];
            if (slot is null && Interlocked.CompareExchange(ref slot, item, null) is null)
                return;
        }

        (item as IDisposable)?.Dispose();
    }

    /// <summary>Disposes what is not lent.</summary>
    public void Dispose()
    {
        _disposed = true;
        for (var i = 0; i < _count; i++)
            (Interlocked.Exchange(ref _slots[i * Padding], null) as IDisposable)?.Dispose();
    }
}
