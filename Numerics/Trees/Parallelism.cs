using System.Runtime.ExceptionServices;

namespace MlPipelines.Numerics.Trees;

/// <summary>Runs independent pieces of work on several threads. Pieces share nothing, so the result cannot depend on the thread count.</summary>
internal static class Parallelism
{
    /// <summary>The number of threads an option asks for; 0 means one for each processor.</summary>
    public static int Threads(int option) => option > 0 ? option : Environment.ProcessorCount;

    /// <summary>Runs <paramref name="body"/> for 0 … count − 1. Where pieces fail, the error is that of the first one, as on a single thread.</summary>
    public static void For(int count, int threads, Action<int> body)
    {
        if (threads <= 1 || count <= 1)
        {
            for (int i = 0; i < count; i++) body(i);
            return;
        }
        var gate = new Lock();
        (int Piece, ExceptionDispatchInfo? Error) first = (int.MaxValue, null);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, (i, state) =>
        {
            try
            {
                body(i);
            }
            catch (Exception error)
            {
                lock (gate)
                {
                    if (i < first.Piece) first = (i, ExceptionDispatchInfo.Capture(error));
                }
                state.Break();    // the pieces before this one run all the same
            }
        });
        first.Error?.Throw();
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
