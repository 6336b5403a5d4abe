using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MlPipelines.Numerics.Threading;

/// <summary>
/// A fixed number of threads that work together on one job at a time. The calling thread is one of them. Between jobs the others watch for the next one
/// for some microseconds, so that the many small jobs of a training step start at once, and then sleep. Handing out a job takes no lock and allocates nothing.
/// Only one thread may hand out jobs.
/// </summary>
internal sealed unsafe class WorkerPool : IDisposable
{
    internal const int SpinsBeforeSleep = 4000;
    private readonly WorkerThread[] _workers;
    private void* _work;
    private delegate*<void*, int, void> _run;
    private int _pending;
    private volatile Exception? _failure;
    private volatile bool _stopping;

    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _workers = new WorkerThread[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
            _workers[i] = new WorkerThread(this, i + 1);
    }

    /// <summary>The calling thread alone; may be shared by all threads.</summary>
    public static WorkerPool Single { get; } = new(1);

    /// <summary>Number of threads, the calling one included.</summary>
    public int Threads { get; }

    /// <summary>Runs the parts 0 … parts − 1, at most one per thread, and returns when all are done.</summary>
    public void Run<TWork>(ref TWork work, int parts)
        where TWork : struct, IWork
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, Threads);
        if (parts <= 1)
        {
            if (parts == 1)
                work.Run(0);
            return;
        }
        fixed (void* pointer = &Unsafe.As<TWork, byte>(ref work))
        {
            _work = pointer;
            _run = &RunPart<TWork>;
            Volatile.Write(ref _pending, parts - 1);
            for (var i = 0; i < parts - 1; i++)
                _workers[i].Start();
            try
            {
                work.Run(0);
            }
            finally
            {
                AwaitOthers();
            }
        }
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        foreach (var worker in _workers)
            worker.Start();
        foreach (var worker in _workers)
            worker.Dispose();
    }

    /// <summary>Called by a worker's thread: does its part of the job at hand, or returns false when the pool is being disposed.</summary>
    internal bool TryRunPart(int part)
    {
        if (_stopping)
            return false;
        try
        {
            _run(_work, part);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }
        Interlocked.Decrement(ref _pending);
        return true;
    }

    private void AwaitOthers()
    {
        for (var spins = 0; Volatile.Read(ref _pending) > 0; spins++)
        {
            if (spins < SpinsBeforeSleep)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }

    private static void RunPart<TWork>(void* work, int part)
        where TWork : struct, IWork => Unsafe.AsRef<TWork>(work).Run(part);
}
