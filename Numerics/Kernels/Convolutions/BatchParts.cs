using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>How a batch is shared out over threads.</summary>
internal static class BatchParts
{
    private const long MinimumWork = 400_000;
    private const int PartsPerThread = 4;
    private const int MaximumSums = 8;
    private const int MaximumSumElements = 4 << 20;

    /// <summary>Parts of a job whose samples do not depend on one another: several for each thread, so that one that is held up delays little.</summary>
    public static int Count(WorkerPool workers, int batch, long workPerSample)
    {
        if (workers.Threads == 1)
            return Math.Min(batch, 1);
        return (int)Math.Clamp(batch * workPerSample / MinimumWork, Math.Min(batch, 1), Math.Min(batch, PartsPerThread * workers.Threads));
    }

    /// <summary>Parts of a job that sums over the batch, each with sums of its own: a number that depends on the sizes alone, not on threads.</summary>
    public static int CountSums(int batch, long workPerSample, long sumElements) =>
        (int)Math.Clamp(Math.Min(batch * workPerSample / MinimumWork, MaximumSumElements / sumElements), Math.Min(batch, 1), Math.Min(batch, MaximumSums));
}
