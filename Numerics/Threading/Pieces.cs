using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MlPipelines.Numerics.Threading;

/// <summary>
/// Runs independent pieces of work of a call on several threads. Pieces share nothing, so the result cannot depend on the number of
/// threads. The threads are those of a <see cref="WorkerPool"/> that is taken for the call and kept for the next one; a piece may itself
/// run pieces.
/// </summary>
internal static class Pieces
{
    /// <summary>Pools that nobody uses at the moment, by their number of threads.</summary>
    private static readonly ConcurrentDictionary<int, ConcurrentBag<WorkerPool>> Idle = new();

    /// <summary>The number of threads that an option asks for; 0 means one for each processor.</summary>
    public static int Threads(int option) => option > 0 ? option : Environment.ProcessorCount;

    /// <summary>
    /// Runs <paramref name="body"/> for 0 … count − 1. Where pieces fail, the error is that of the first one, as on a single thread.
    /// </summary>
    public static void For(int count, int threads, Action<int> body)
    {
        threads = Math.Min(threads, count);
        if (threads <= 1)
        {
            for (var i = 0; i < count; i++)
                body(i);
            return;
        }

        var work = new Work(count, body);
        var workers = Take(threads);
        workers.Run(ref work, threads);
        GiveBack(workers);
        work.ThrowFirst();
    }

    /// <summary>A pool of so many threads for the caller alone, until it is given back; one that failed need not be.</summary>
    public static WorkerPool Take(int threads) =>
        Idle.TryGetValue(threads, out var idle) && idle.TryTake(out var free) ? free : new WorkerPool(threads);

    /// <summary>Keeps a pool for the next caller.</summary>
    public static void GiveBack(WorkerPool workers) => Idle.GetOrAdd(workers.Threads, _ => []).Add(workers);

    /// <summary>
    /// Runs pieces in order of availability, each on a worker with a state of its own; <c>states.Length</c> workers at most.
    /// </summary>
    public static void ForEachWorker<TState>(int count, TState[] states, Action<int, TState> body)
    {
        var next = -1;
        For(Math.Min(states.Length, count), states.Length, worker =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
                body(i, states[worker]);
        });
    }

    /// <summary>
    /// Each thread takes the next piece until there are none; behind a piece that failed only the pieces before it go on.
    /// </summary>
    private struct Work(int count, Action<int> body) : IWork
    {
        private readonly State _state = new();

        public readonly void Run(int part)
        {
            for (int i; (i = Interlocked.Increment(ref _state.Last)) < count && i < Volatile.Read(ref _state.Failed);)
            {
                try
                {
                    body(i);
                }
                catch (Exception error)
                {
                    _state.Fail(i, error);
                }
            }
        }

        public readonly void ThrowFirst() => _state.Error?.Throw();
    }

    private sealed class State
    {
        private readonly Lock _gate = new();

        /// <summary>The last piece that was taken.</summary>
        public int Last = -1;

        /// <summary>The first piece that failed.</summary>
        public int Failed = int.MaxValue;

        public ExceptionDispatchInfo? Error { get; private set; }

        public void Fail(int piece, Exception error)
        {
            lock (_gate)
            {
                if (piece >= Failed)
                    return;
                Volatile.Write(ref Failed, piece);
                Error = ExceptionDispatchInfo.Capture(error);
            }
        }
    }
}
