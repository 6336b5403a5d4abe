namespace MlPipelines.Numerics.Threading;

/// <summary>A fixed number of threads that work together on one job at a time.</summary>
internal sealed class WorkerPool(int threads) : IDisposable
{
    /// <summary>The calling thread alone.</summary>
    public static WorkerPool Single { get; } = new(1);

    public int Threads { get; } = threads;

    public void Dispose()
    {
    }
}
