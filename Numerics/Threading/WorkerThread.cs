namespace MlPipelines.Numerics.Threading;

/// <summary>One thread of a <see cref="WorkerPool"/>: watches for a request, does its part, watches again; sleeps when none comes.</summary>
internal sealed class WorkerThread : IDisposable
{
    private readonly WorkerPool _pool;
    private readonly int _part;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private int _requested;
    private int _asleep;

    public WorkerThread(WorkerPool pool, int part)
    {
        _pool = pool;
        _part = part;
        _thread = new Thread(Loop) { IsBackground = true, Name = $"Numerics worker {part}" };
        _thread.Start();
    }

    /// <summary>Asks for the next part.</summary>
    public void Start()
    {
        Interlocked.Increment(ref _requested);
        if (Volatile.Read(ref _asleep) != 0)
            _wake.Set();
    }

    /// <summary>Waits for the thread's end, which the pool has asked for.</summary>
    public void Dispose()
    {
        _thread.Join();
        _wake.Dispose();
    }

    private void Loop()
    {
        for (var done = 1; ; done++)
        {
            AwaitRequest(done);
            if (!_pool.TryRunPart(_part))
                return;
        }
    }

    /// <summary>Both sides put a full fence between their write and their read, so a request is never missed.</summary>
    private void AwaitRequest(int number)
    {
        for (var spins = 0; spins < WorkerPool.SpinsBeforeSleep; spins++)
        {
            if (Volatile.Read(ref _requested) == number)
                return;
            Thread.SpinWait(1);
        }
        Interlocked.Exchange(ref _asleep, 1);
        while (Volatile.Read(ref _requested) != number)
            _wake.WaitOne();
        Volatile.Write(ref _asleep, 0);
    }
}
