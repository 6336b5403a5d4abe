namespace MlPipelines.Benchmarks;

/// <summary>One measurement.</summary>
internal sealed record Report
{
    public required string Workload { get; init; }

    /// <summary>Threads at work; of a served model the clients that ask at once.</summary>
    public required int Threads { get; init; }

    /// <summary>Training samples per second, best epoch.</summary>
    public double? SamplesPerS { get; init; }

    /// <summary>
    /// Training samples per second of processor time over all threads, best epoch: what an idle machine would give on one thread.
    /// </summary>
    public double? SamplesPerCpuS { get; init; }

    /// <summary>10⁹ floating-point operations per second, a multiply-add counting as two; best run.</summary>
    public double? Gflops { get; init; }

    /// <summary>The machine's limit measured in the same run: multiply-adds on registers alone.</summary>
    public double? LimitGflops { get; init; }

    /// <summary><see cref="Gflops"/> over <see cref="LimitGflops"/>.</summary>
    public double? ShareOfLimit { get; init; }

    /// <summary>As <see cref="Gflops"/>, of several kernels by name.</summary>
    public IReadOnlyDictionary<string, double>? GflopsOf { get; init; }

    /// <summary>Managed memory allocated per training step after the first epoch.</summary>
    public double? AllocatedBytesPerStep { get; init; }

    /// <summary>Wall-clock seconds of the whole training.</summary>
    public double? Seconds { get; init; }

    /// <summary>As <see cref="Seconds"/>, of several steps by name.</summary>
    public IReadOnlyDictionary<string, double>? SecondsOf { get; init; }

    /// <summary>Processor seconds of the whole training, over all threads.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Share of test rows predicted right.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Mean loss on the training rows.</summary>
    public double? Loss { get; init; }

    /// <summary>Managed memory allocated by the whole training, in 10⁶ bytes.</summary>
    public double? AllocatedMb { get; init; }

    /// <summary>The process's largest resident memory so far, data included, in 2²⁰ bytes; of one workload when it runs alone.</summary>
    public double? PeakMb { get; init; }

    /// <summary>That less the memory resident before training: what training needs besides the data.</summary>
    public double? TrainingMb { get; init; }

    /// <summary>Predictions per second over all threads, best of several runs.</summary>
    public double? RowsPerS { get; init; }

    /// <summary>Managed memory that a thread allocated in its whole run.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>Time of one prediction, best of several runs.</summary>
    public double? MicrosecondsPerRow { get; init; }

    /// <summary>Time from a request to its answer at a client: half of the requests took no longer.</summary>
    public double? P50Microseconds { get; init; }

    /// <summary>As <see cref="P50Microseconds"/>: 99 of 100 requests took no longer.</summary>
    public double? P99Microseconds { get; init; }

    /// <summary>Where the data came from.</summary>
    public string? Data { get; init; }
}
