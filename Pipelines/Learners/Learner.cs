using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// A value that says how to learn: a name, settings, and the two parts of its estimator chain, preprocessing and trainer.
/// </summary>
/// <remarks>
/// The trainer reads the columns <c>Features</c> (vector of Single) and <c>Label</c> (a key for multiclass, Boolean for binary, Single for
/// regression) and writes ML.NET's own output columns: <c>PredictedLabel</c> and <c>Score</c>, for a binary task <c>Probability</c> where
/// it has one.
/// </remarks>
public sealed record Learner
{
    /// <summary>The name that results show; unique within an experiment.</summary>
    public required string Name { get; init; }

    /// <summary>The settings that results show.</summary>
    public Settings Settings { get; init; } = Settings.Empty;

    /// <summary>What is done to the features before they reach the trainer; fitted on the training rows alone.</summary>
    public FeatureScaling Scaling { get; init; } = FeatureScaling.None;

    /// <summary>
    /// What missing features (NaN) become before <see cref="Scaling"/>; measured on the training rows alone. By default the mean of the
    /// training rows stands for them, and features tell of them.
    /// </summary>
    public MissingFeatures Missing { get; init; } = MissingFeatures.Imputed;

    /// <summary>How many training rows are used, drawn at random by the trial's seed; 0 for all.</summary>
    public int TrainingRows { get; init; }

    /// <summary>
    /// Held while the trainer fits, null for nothing: for a library that trains one model at a time in a process. The trial waits before
    /// its clock starts, so that the time of its fit is its own.
    /// </summary>
    public SemaphoreSlim? Turn { get; init; }

    /// <summary>Makes the trainer for one fit.</summary>
    public required Func<MLContext, TrainingContext, IEstimator<ITransformer>> CreateTrainer { get; init; }

    /// <summary>Says what a fitted trainer has to tell: parameters and history. By default nothing.</summary>
    public Func<ITransformer, TrainingReport> Describe { get; init; } = static _ => TrainingReport.Empty;
}

/// <summary>What a learner's trainer is made for: one fit with its seed, its share of the machine, and who watches.</summary>
public sealed record TrainingContext
{
    /// <summary>The seed of everything random in the fit.</summary>
    public required int Seed { get; init; }

    /// <summary>Number of threads that the fit may use; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// The splits by name (<c>train</c>, <c>validation</c>, <c>test</c>), preprocessed, for a trainer that evaluates along the way.
    /// </summary>
    public IReadOnlyDictionary<string, IDataView> Splits { get; init; } = new Dictionary<string, IDataView>();

    /// <summary>What is measured beside the trainer's own history: added by the trainer's maker, read when the fit has ended.</summary>
    public IList<TrainingDiagnostic> Diagnostics { get; } = [];

    /// <summary>What a trainer that tried several settings tells of each: added when its fit ends.</summary>
    public IList<SettingsTry> Tries { get; } = [];

    /// <summary>The library that networks are computed with, null for this project's own.</summary>
    public INetworkEngine? Engine { get; init; }

    /// <summary>Told how far the fit is, or null.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Stops the fit at its next step.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The wanted splits that the data have, for one of this project's trainers.</summary>
    internal IReadOnlyList<MonitorData> Monitors(IEnumerable<string> wanted) =>
        [.. wanted.Where(Splits.ContainsKey).Select(split => new MonitorData(split, Splits[split]))];
}

/// <summary>How far a fit is.</summary>
/// <param name="Step">Steps done: epochs of a network, rounds of trees, passes over the rows of a stock trainer, fits of an
/// ensemble.</param>
/// <param name="Steps">Steps in all, null when it is not known.</param>
/// <param name="Unit">What a step is: <c>epoch</c>, <c>round</c>, <c>pass</c> or <c>fit</c>.</param>
/// <param name="Loss">The training loss so far, null when it is not known.</param>
public readonly record struct FitProgress(int Step, int? Steps, string Unit, double? Loss = null);

/// <summary>What a fitted trainer tells about itself.</summary>
/// <param name="Parameters">Number of trained values (weights and biases; thresholds and leaves of trees), null when it is not
/// known.</param>
/// <param name="History">Metrics along the way, in time order; empty when the trainer keeps none.</param>
public sealed record TrainingReport(long? Parameters, IReadOnlyList<HistoryPoint> History)
{
    /// <summary>Seconds of the fit that went into evaluating monitored rows; 0 where a trainer has none.</summary>
    public double MonitorSeconds { get; init; }

    /// <summary>Nothing known.</summary>
    public static TrainingReport Empty { get; } = new(null, []);
}
