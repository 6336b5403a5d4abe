using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Data;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>What the learners of all network trainers share: the settings of their training, and how trainers are made of them.</summary>
/// <param name="create">The options of a network's own settings.</param>
/// <param name="trainer">The trainer of complete options for a task.</param>
internal sealed class NetworkLearner(Func<Settings, NetworkOptions> create, Func<MLContext, LearningTask, NetworkOptions, IEstimator<ITransformer>> trainer)
{
    public static SettingChoice<Activation> Activations { get; } = new(Activation.Named);

    public static SettingChoice<WeightInitialization> Initializations { get; } = new();

    /// <summary>The tasks of every network.</summary>
    public static IReadOnlyList<LearningTask> Tasks { get; } = [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression];

    /// <summary>The settings that a kind of network has behind those of its layers.</summary>
    public static IReadOnlyList<SettingDefinition> Definitions { get; } =
    [
        .. OptimizerSettings.Definitions,
        .. RegularizationSettings.Definitions,
        .. AugmentationSettings.Definitions,
        SettingDefinition.Integer("batch", "rows of one update", 128, 1),
        SettingDefinition.Integer("epochs", "passes over the training rows", 20, 0),
        SettingDefinition.Choice("drop-last", "whether an epoch leaves out its last batch where that is incomplete", "no", "yes"),
        Setting.Scaling(FeatureScaling.Standardize),
        SettingDefinition.Choice("validate", "when the monitored splits are evaluated: after every epoch, or after every update too", "epoch", "iteration"),
        .. RecordSettings.Definitions,
        SettingDefinition.Several("monitor", "splits evaluated along the way; train stands for the batches as they are seen unless it is monitored", "validation+test", Split.Train, Split.Validation, Split.Test),
    ];

    /// <summary>A learner of checked settings.</summary>
    public Learner Create(LearningTask task, string name, Settings settings)
    {
        RecordSettings.Check(task, settings);
        var options = Options(task, settings);
        return new Learner
        {
            Name = name,
            Settings = settings,
            Scaling = FeatureScaling.Named(settings[Setting.ScalingName]),
            CreateTrainer = (ml, context) =>
            {
                Setting.RequireValidationFor(settings.GetInteger("patience"), context);
                return trainer(ml, task, options with
                {
                    Seed = context.Seed,
                    Threads = context.Threads,
                    Engine = context.Engine,
                    Observer = Recorder(settings, context),
                    Monitors =
                    [
                        .. settings.GetSeveral("monitor").Where(context.Splits.ContainsKey).Select(split => new MonitorData(split, context.Splits[split])),
                    ],
                    Progress = context.Progress is { } progress ? new EpochProgress(progress) : null,
                    CancellationToken = context.Cancellation,
                });
            },
            Describe = Describe,
        };
    }

    /// <summary>The options of the settings, all but what a single fit adds.</summary>
    private NetworkOptions Options(LearningTask task, Settings settings)
    {
        var options = create(settings) with
        {
            FeatureColumnName = Columns.Features,
            LabelColumnName = Columns.Label,
            Initialization = Initializations.Parse(settings["initialization"]),
            Optimizer = OptimizerSettings.Create(settings),
            Schedule = OptimizerSettings.CreateSchedule(settings),
            BatchSize = settings.GetInteger("batch"),
            Epochs = settings.GetInteger("epochs"),
            DropLastBatch = settings["drop-last"] == "yes",
            EvaluateEveryEpochs = 1,
            EvaluateEveryIterations = settings["validate"] == "iteration" ? 1 : 0,
        };
        return AugmentationSettings.Apply(settings, RegularizationSettings.Apply(task, settings, options));
    }

    /// <summary>Who keeps what the settings ask for beside the history, null for nothing.</summary>
    private static TrainingRecords? Recorder(Settings settings, TrainingContext context)
    {
        TrainingRecord[] records = [.. RecordSettings.Create(settings)];
        foreach (var record in records)
            context.Records.Add(record);
        return records.Length > 0 ? new TrainingRecords(records) : null;
    }

    private static TrainingReport Describe(ITransformer transformer)
    {
        if (transformer is not ISingleFeaturePredictionTransformer<NetworkModel> { Model: var model })
            return TrainingReport.Empty;
        return new TrainingReport(model.Network.ParameterCount, NetworkHistory.Points(model.History)) { MonitorSeconds = model.Training.MonitorSeconds };
    }
}
