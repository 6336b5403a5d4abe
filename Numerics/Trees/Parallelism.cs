using System.Runtime.ExceptionServices;

namespace MlPipelines.Numerics.Trees;

/// <summary>Runs independent pieces of work on several threads. Pieces share nothing, so the result cannot depend on the thread count.</summary>
internal static class Parallelism
{
    /// <summary>The number of threads an option asks for; 0 means one for each processor.</summary>
    public static int Threads(int option) => option > 0 ? option : Environment.ProcessorCount;

    public static void For(int count, int threads, Action<int> body)
    {
        if (threads <= 1 || count <= 1)
        {
            for (int i = 0; i < count; i++) body(i);
            return;
        }
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
        }
        catch (AggregateException error)
        {
            // The first piece's own error, as a single thread would have thrown it.
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }

    /// <summary>Runs pieces in order of availability, each on a worker with a state of its own; <c>states.Length</c> workers at most.</summary>
    public static void ForEachWorker<TState>(int count, TState[] states, Action<int, TState> body)
    {
        int next = -1;
        For(Math.Min(states.Length, count), states.Length, worker =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;) body(i, states[worker]);
        });
    }
}
