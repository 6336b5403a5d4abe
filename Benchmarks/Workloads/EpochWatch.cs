using MlPipelines.Numerics.Training;

namespace MlPipelines.Benchmarks.Workloads;

/// <summary>Keeps the best time and the least allocation of the epochs after the first, which warms up.</summary>
internal sealed class EpochWatch : IProgress<TrainingProgress>
{
    private double _seconds;
    private double _cpuSeconds;
    private long _allocated;

    public double BestSeconds { get; private set; } = double.PositiveInfinity;

    public double BestCpuSeconds { get; private set; } = double.PositiveInfinity;

    public double LeastAllocated { get; private set; } = double.PositiveInfinity;

    public void Report(TrainingProgress value)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpuSeconds = Environment.CpuUsage.TotalTime.TotalSeconds;
        if (value.Entry.Epoch > 1)
        {
            BestSeconds = Math.Min(BestSeconds, value.Entry.Seconds - _seconds);
            BestCpuSeconds = Math.Min(BestCpuSeconds, cpuSeconds - _cpuSeconds);
            LeastAllocated = Math.Min(LeastAllocated, allocated - _allocated);
        }
        _cpuSeconds = cpuSeconds;
        _seconds = value.Entry.Seconds;
        _allocated = GC.GetTotalAllocatedBytes(precise: true);
    }
}
