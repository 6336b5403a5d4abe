using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Pipelines.Harness;

/// <summary>What came of one trial: one learner, one data set, one seed. Immutable.</summary>
public sealed record TrialResult
{
    /// <summary>The data set's name.</summary>
    public required string DataSet { get; init; }

    /// <summary>The learner's name.</summary>
    public required string Learner { get; init; }

    /// <summary>The learner's settings.</summary>
    public required Settings Settings { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The figures of ML.NET's evaluators on each split; empty when the trial failed.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; init; } = [];

    /// <summary>Metrics along the way; empty when the trainer keeps none or the trial failed.</summary>
    public IReadOnlyList<HistoryPoint> History { get; init; } = [];

    /// <summary>The prediction at each of the request's places, of a grid row by row from the top left: the class, counted from 0, or the number. Null where none was asked for, or the trial failed.</summary>
    public IReadOnlyList<float>? GridPredictions { get; init; }

    /// <summary>Number of trained values, null when it is not known.</summary>
    public long? Parameters { get; init; }

    /// <summary>Bytes of the trained pipeline's file, preprocessing included; null when the trial failed or its trainer cannot be saved.</summary>
    public long? ModelBytes { get; init; }

    /// <summary>Seconds that fitting the preprocessing and transforming every split took, once for all trials that share it; null when the trial failed before.</summary>
    public double? PrepareSeconds { get; init; }

    /// <summary>Seconds that fitting the trainer took, without <see cref="MonitorSeconds"/>; null when the trial failed.</summary>
    public double? FitSeconds { get; init; }

    /// <summary>Seconds that evaluation along the way took; null when the trial failed.</summary>
    public double? MonitorSeconds { get; init; }

    /// <summary>Microseconds for one row when the last split (test rows where there are any) is predicted in one pass on one thread; the best of several passes.</summary>
    public double? PredictMicroseconds { get; init; }

    /// <summary>Microseconds for one row through <c>PredictionEngine</c>, null when the trial failed.</summary>
    public SingleRowLatency? PredictOne { get; init; }

    /// <summary>Highest memory of the whole process while the trial ran, in MiB, with whatever ran beside it.</summary>
    public double? PeakMegabytes { get; init; }

    /// <summary>What ML.NET's trainers warned of, each sentence once, such as rows that they left out for missing features.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why the trial failed, in one line; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the trial failed.</summary>
    public bool Failed => Error is not null;

    /// <summary>The value of a metric on a split, null when the trial does not have it.</summary>
    public double? Find(string split, string metric)
    {
        foreach (var value in Metrics)
        {
            if (value.Split == split && value.Metric == metric)
                return value.Value;
        }

        return null;
    }
}
