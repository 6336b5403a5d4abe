using System.Diagnostics;

namespace MlPipelines.HostileFiles.Running;

/// <summary>Finds out whether a reading takes too long. One thread reads, another one asks from time to time.</summary>
/// <param name="processor">What the processor may work on one reading: the machine may have other work.</param>
/// <param name="wait">How long one reading may take in all.</param>
public sealed class ReadingClock(TimeSpan processor, TimeSpan wait)
{
    private long _began; // 0 between readings
    private long _seen;
    private TimeSpan _before;

    /// <summary>A reading begins.</summary>
    public void Begin() => Volatile.Write(ref _began, Stopwatch.GetTimestamp());

    /// <summary>It has ended.</summary>
    public void End() => Volatile.Write(ref _began, 0);

    /// <summary>
    /// Whether the reading under way takes too long. What the processor works on it is counted from the first time that this is asked.
    /// </summary>
    public bool IsLate()
    {
        var began = Volatile.Read(ref _began);
        var now = Environment.CpuUsage.TotalTime;
        if (began != _seen)
            (_seen, _before) = (began, now);
        return began > 0 && (now - _before > processor || Stopwatch.GetElapsedTime(began) > wait);
    }
}
