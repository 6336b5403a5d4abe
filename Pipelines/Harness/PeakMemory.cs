namespace MlPipelines.Pipelines.Harness;

/// <summary>The highest memory of the process since a moment, looked at every 20 milliseconds.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly Timer _timer;
    private long _peak;

    public PeakMemory()
    {
        Look();
        _timer = new Timer(static state => ((PeakMemory)state!).Look(), this, dueTime: 20, period: 20);
    }

    /// <summary>The highest working set so far, in MiB.</summary>
    public double Megabytes
    {
        get
        {
            Look();
            return Volatile.Read(ref _peak) / (1024.0 * 1024.0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = Environment.WorkingSet;
        var seen = Volatile.Read(ref _peak);
        while (now > seen)
        {
            var before = Interlocked.CompareExchange(ref _peak, now, seen);
            if (before == seen)
                break;
            seen = before;
        }
    }
}
