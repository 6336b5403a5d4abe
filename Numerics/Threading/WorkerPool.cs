using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MlPipelines.Numerics.Threading;

/// <summary>
/// A fixed number of threads that work together on one job at a time; the calling thread is one of them. A job is a number of parts, and
/// whoever is free takes the next one, so a thread that the system holds up delays nobody unless it is in the middle of a part. Between
/// jobs the other threads watch for the next one for some microseconds, so that the many small jobs of a training step start at once, and
/// then sleep. Handing out a job takes no lock and allocates nothing. Only one thread may hand out jobs.
/// </summary>
public sealed unsafe class WorkerPool : IDisposable
{
    private const int SpinsBeforeYield = 200;
    private const int YieldsBeforeSleep = 400;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private void* _work;
    private delegate*<void*, int, void> _run;
    private long _state;
    private int _pending;
    private int _sleeping;
    private volatile Exception? _failure;
    private volatile bool _stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">The calling thread included, at least 1.</param>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _threads = new Thread[threads - 1];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Watch) { IsBackground = true, Name = $"Numerics worker {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>The calling thread alone; may be shared by all threads.</summary>
    public static WorkerPool Single { get; } = new(1);

    /// <summary>Number of threads, the calling one included.</summary>
    public int Threads { get; }

    /// <summary>Runs the parts 0 … parts − 1 and returns when all are done.</summary>
    public void Run<TWork>(ref TWork work, int parts)
        where TWork : struct, IWork
    {
        if (Threads == 1 || parts <= 1)
        {
            for (var part = 0; part < parts; part++)
                work.Run(part);
            return;
        }

        fixed (void* pointer = &Unsafe.As<TWork, byte>(ref work))
        {
            _work = pointer;
            _run = &RunPart<TWork>;
            _pending = parts;
            Volatile.Write(ref _state, JobState.Begin(_state, parts));
            WakeSleepers(parts - 1);
            RunClaimed(0);
            while (TryClaim(out var part))
                RunClaimed(part);
            AwaitOthers();
        }

        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Ends the threads; no job may be at work.</summary>
    public void Dispose()
    {
        _stopping = true;
        if (_threads.Length > 0)
            _wake.Release(_threads.Length);
        foreach (var thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    /// <summary>The other threads' loop.</summary>
    private void Watch()
    {
        var spins = 0;
        while (!_stopping)
        {
            if (TryClaim(out var part))
            {
                RunClaimed(part);
                spins = 0;
            }
            else if (++spins < SpinsBeforeYield + YieldsBeforeSleep)
            {
                Pause(spins);
            }
            else
            {
                Sleep();
                spins = 0;
            }
        }
    }

    /// <summary>
    /// Announces the sleep before the last look for work, as <see cref="Run"/> publishes work before it looks for sleepers: one of both
    /// sees the other.
    /// </summary>
    private void Sleep()
    {
        Interlocked.Increment(ref _sleeping);
        if (!JobState.HasParts(Interlocked.Read(ref _state)) && !_stopping)
            _wake.Wait();
        Interlocked.Decrement(ref _sleeping);
    }

    private void WakeSleepers(int wanted)
    {
        Interlocked.MemoryBarrier();
        var sleeping = Math.Min(Volatile.Read(ref _sleeping), wanted);
        if (sleeping > 0)
            _wake.Release(sleeping);
    }

    /// <summary>Takes the next part of the job at hand. While a part that was taken is not done, the job stays the same.</summary>
    private bool TryClaim(out int part)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            part = JobState.NextPart(state);
            if (!JobState.HasParts(state))
                return false;
            if (Interlocked.CompareExchange(ref _state, state + 1, state) == state)
                return true;
        }
    }

    private void RunClaimed(int part)
    {
        try
        {
            _run(_work, part);
        }
        catch (Exception exception)
        {
            _failure = exception;
        }

        Interlocked.Decrement(ref _pending);
    }

    private void AwaitOthers()
    {
        for (var spins = 0; Volatile.Read(ref _pending) > 0; spins++)
            Pause(spins);
    }

    /// <summary>
    /// A moment's wait; after some of them the processor is offered to others, among whom may be the thread that is waited for.
    /// </summary>
    private static void Pause(int spins)
    {
        if (spins < SpinsBeforeYield)
            Thread.SpinWait(1);
        else
            Thread.Yield();
    }

    private static void RunPart<TWork>(void* work, int part)
        where TWork : struct, IWork => Unsafe.AsRef<TWork>(work).Run(part);
}

/// <summary>A job that falls into parts which may run at the same time; each part writes to places of its own.</summary>
public interface IWork
{
    /// <summary>Does one part.</summary>
    void Run(int part);
}

/// <summary>
/// A job's number (32 bits), its parts (16) and the next part to take (16) in one word, so that a part is taken with one compare-and-swap.
/// </summary>
internal static class JobState
{
    private const int MaximumParts = ushort.MaxValue;

    /// <summary>The word of a new job whose part 0 is taken already.</summary>
    public static long Begin(long previous, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, MaximumParts);
        return (((previous >> 32) + 1) << 32) | ((long)parts << 16) | 1;
    }

    public static int NextPart(long state) => (int)(state & 0xFFFF);

    public static bool HasParts(long state) => (state & 0xFFFF) < ((state >> 16) & 0xFFFF);
}

/// <summary>Splits a row of equal blocks into contiguous parts whose sizes differ by at most one.</summary>
public static class Parts
{
    /// <summary>The first block of a part, and the block behind its last.</summary>
    public static (int Start, int End) Of(int blocks, int parts, int part) =>
        ((int)((long)blocks * part / parts), (int)((long)blocks * (part + 1) / parts));
}
