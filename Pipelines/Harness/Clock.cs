using System.Diagnostics;

namespace MlPipelines.Pipelines.Harness;

/// <summary>A running stopwatch without allocation.</summary>
internal readonly struct Clock
{
    private readonly long _start;

    private Clock(long start) => _start = start;

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Starts now.</summary>
    public static Clock Start() => new(Stopwatch.GetTimestamp());
}
