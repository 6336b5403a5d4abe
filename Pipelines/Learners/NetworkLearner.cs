using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Transfer;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// Makes learners of this project's networks: the options of the settings, the trainer of the options, and what it tells after a fit.
/// </summary>
internal static class NetworkLearner
{
    private static readonly IReadOnlyList<LearningTask> Tasks = [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression];

    /// <summary>A kind of network.</summary>
    /// <param name="name">The name, lower case with hyphens.</param>
    /// <param name="description">A sentence on what it is.</param>
    /// <param name="defaults">The options before any setting is applied.</param>
    /// <param name="layers">The settings of its layers; those of every training come behind them.</param>
    /// <param name="trainer">Makes the trainer of complete options for a task.</param>
    /// <param name="others">Settings of the training with another default or other values, in place of those of the same name.</param>
    /// <param name="tasks">The tasks that it can learn; null for all.</param>
    /// <param name="missing">What missing features become; kept where features are pixels, which are never missing.</param>
    public static LearnerKind Kind<TOptions>(
        string name, string description, TOptions defaults, OptionSettings<TOptions> layers,
        Func<MLContext, LearningTask, TOptions, IEstimator<ITransformer>> trainer, IReadOnlyList<Setting>? others = null,
        IReadOnlyList<LearningTask>? tasks = null, MissingFeatures missing = MissingFeatures.Imputed)
        where TOptions : NetworkOptions =>
        new(name, description, tasks ?? Tasks, [.. layers, .. NetworkSettings.AllBut(others ?? [])], (task, learner, settings) =>
        {
            NetworkSettings.Check(task, settings);
            NetworkOptions options = layers.Apply(settings, defaults)
                with
            { FeatureColumnName = Columns.Features, LabelColumnName = Columns.Label };
            return Create(
                learner, settings, NetworkSettings.Training.Apply(settings, options), (ml, own) => trainer(ml, task, (TOptions)own)) with
            {
                Missing = missing,
            };
        });

    /// <summary>A learner of complete options.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Its settings: among them how features are scaled, the patience and the monitors.</param>
    /// <param name="options">The options, but for what each trial decides.</param>
    /// <param name="trainer">Makes the trainer.</param>
    public static Learner Create(
        string name, Settings settings, NetworkOptions options, Func<MLContext, NetworkOptions, IEstimator<ITransformer>> trainer) => new()
        {
            Name = name,
            Settings = settings,
            Scaling = settings.Get(SharedSettings.Standardizing),
            CreateTrainer = (ml, context) =>
            {
                SharedSettings.RequireValidation(settings, NetworkSettings.Patience, context);
                var isOpen = options.WatchesValidation;
                return trainer(ml, WithProgress(options, context.Progress) with
                {
                    Seed = context.Seed,
                    Threads = context.Threads,
                    Engine = context.Engine,
                    Observer = Observer(settings, context),
                    Monitors = SharedSettings.Monitors(settings, NetworkSettings.Monitor, isOpen, context),
                    Progress = context.Progress is { } progress ? new EpochProgress(progress) : null,
                    CancellationToken = context.Cancellation,
                });
            },
            Describe = Describe,
        };

    /// <summary>Tells of images that pass a frozen backbone as of steps.</summary>
    private static NetworkOptions WithProgress(NetworkOptions options, IProgress<FitProgress>? progress) =>
        options is ImageTransferOptions transfer && progress is not null
            ? transfer with { FeatureProgress = new ImageProgress(progress) }
            : options;

    /// <summary>Who measures what the settings ask for beside the history, null for nothing.</summary>
    private static TrainingDiagnostics? Observer(Settings settings, TrainingContext context)
    {
        TrainingDiagnostic[] diagnostics = [.. DiagnosticSettings.Create(settings)];
        foreach (var diagnostic in diagnostics)
            context.Diagnostics.Add(diagnostic);
        return diagnostics.Length > 0 ? new TrainingDiagnostics(diagnostics) : null;
    }

    private static TrainingReport Describe(ITransformer transformer) =>
        transformer is ISingleFeaturePredictionTransformer<NetworkModel> { Model: var model }
            ? new(
                model.Network.ParameterCount,
                [.. model.History.Entries.SelectMany(Points)])
            { MonitorSeconds = model.Training.MonitorSeconds }
            : TrainingReport.Empty;

    /// <summary>
    /// The points of one entry of a history. The rows of <c>train</c> are means over the batches of the epoch so far, each measured before
    /// its update, unless the training rows themselves were monitored.
    /// </summary>
    private static IEnumerable<HistoryPoint> Points(HistoryEntry entry)
    {
        var splits = entry.Monitors.Select(monitor => (monitor.Name, monitor.Loss, monitor.Accuracy));
        if (entry.Monitors.All(monitor => monitor.Name != Split.Train))
            splits = splits.Prepend((Split.Train, entry.BatchLoss, entry.BatchAccuracy));
        foreach (var (split, loss, accuracy) in splits)
        {
            if (!double.IsNaN(loss))
                yield return new HistoryPoint(entry.Epoch, entry.Iteration, split, Metric.Loss, loss);
            if (!double.IsNaN(accuracy))
                yield return new HistoryPoint(entry.Epoch, entry.Iteration, split, Metric.Accuracy, accuracy);
        }
    }

    /// <summary>Passes a network's progress on in epochs.</summary>
    private sealed class EpochProgress(IProgress<FitProgress> progress) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            progress.Report(new FitProgress(value.Entry.Epoch, value.Epochs, "epoch", value.Entry.BatchLoss));
    }

    /// <summary>Passes the progress of a frozen backbone on in images.</summary>
    private sealed class ImageProgress(IProgress<FitProgress> progress) : IProgress<FeatureProgress>
    {
        public void Report(FeatureProgress value) => progress.Report(new FitProgress(value.Done, value.Total, "image"));
    }
}
