namespace MlPipelines.Pipelines.Prediction;

/// <summary>
/// Things that one thread at a time may use, lent to many: each thread looks first where its processor left one, so that threads
/// neither wait for each other nor pass memory between cores. Nothing is allocated once there are as many as threads at once.
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
