using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

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

    /// <summary>
    /// The metrics that a split does not have, with reasons: those that its rows leave undefined, such as the area under the ROC curve of
    /// rows of one class. Empty where all are there, and when the trial failed.
    /// </summary>
    public IReadOnlyList<UndefinedMetric> Undefined { get; init; } = [];

    /// <summary>Metrics along the way; empty when the trainer keeps none or the trial failed.</summary>
    public IReadOnlyList<HistoryPoint> History { get; init; } = [];

    /// <summary>
    /// The prediction at each of the request's places, of a grid row by row from the top left, of test rows in their order: the class,
    /// counted from 0, or the number.
    /// Null where none was asked for, or the trial failed.
    /// </summary>
    public IReadOnlyList<float>? PlacePredictions { get; init; }

    /// <summary>
    /// What is predicted for the rows of each split but the training rows; empty where the request does not ask for it, the trial failed,
    /// or a learner of classes gives no probabilities.
    /// </summary>
    public IReadOnlyList<SplitPredictions> Predictions { get; init; } = [];

    /// <summary>What is said of each test row, beside its label; null where there are no test rows or the trial failed.</summary>
    public RowOutcomes? TestOutcomes { get; init; }

    /// <summary>Number of trained values, null when it is not known.</summary>
    public long? Parameters { get; init; }

    /// <summary>
    /// Bytes of the trained pipeline's file, preprocessing included; null when the trial failed or its trainer cannot be saved. Networks of
    /// more than a million trained values take seconds to write; of those with the same layers, one is measured for all.
    /// </summary>
    public long? ModelBytes { get; init; }

    /// <summary>
    /// Seconds that fitting the preprocessing and transforming every split took, once for all trials that share it; null when the trial
    /// failed before.
    /// </summary>
    public double? PrepareSeconds { get; init; }

    /// <summary>Seconds that fitting the trainer took, without <see cref="MonitorSeconds"/>; null when the trial failed.</summary>
    public double? FitSeconds { get; init; }

    /// <summary>Seconds that evaluation along the way took; null when the trial failed.</summary>
    public double? MonitorSeconds { get; init; }

    /// <summary>
    /// Microseconds for one row when the test rows (the last split where there are none) are predicted in one pass on one thread; the best
    /// of several passes. A pass ends after half a second. Large networks as for <see cref="ModelBytes"/>.
    /// </summary>
    public double? PredictMicroseconds { get; init; }

    /// <summary>
    /// Microseconds for one row through <c>PredictionEngine</c>, null when the trial failed; as <see cref="PredictMicroseconds"/>.
    /// </summary>
    public SingleRowLatency? PredictOne { get; init; }

    /// <summary>Highest memory of the whole process while the trial ran, in MiB, with whatever ran beside it.</summary>
    public double? PeakMegabytes { get; init; }

    /// <summary>
    /// How many trials the run had at once, this one included: with more than one, seconds are not those of a trial alone. Null where it is
    /// not known.
    /// </summary>
    public int? TrialsAtOnce { get; init; }

    /// <summary>
    /// The settings that the learner tried (its setting <c>try</c>), with the one that validation rows chose; empty where it tried none.
    /// </summary>
    public IReadOnlyList<SettingsTry> Tries { get; init; } = [];

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

/// <summary>What one trial is run with, beside its learner and its rows.</summary>
public sealed record TrialRequest
{
    /// <summary>The seed of everything random in the fit.</summary>
    public required int Seed { get; init; }

    /// <summary>Number of threads that the fit may use; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The file for the trained pipeline, preprocessing included; its folder must exist. Null to save none.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Where the trained learner is asked for predictions besides; null for nowhere.</summary>
    public PredictionPlaces? Places { get; init; }

    /// <summary>Whether the result is to have the <see cref="TrialResult.Predictions"/>. Default false.</summary>
    public bool KeepPredictions { get; init; }

    /// <summary>The metrics on training rows are of the first so many of them; null for all.</summary>
    public int? TrainMetricRows { get; init; }

    /// <summary>Told how far the fit is, or null.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Stops the trial at its next step.</summary>
    public CancellationToken Cancellation { get; init; }
}
