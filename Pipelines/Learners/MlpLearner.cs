using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Data;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>This project's multilayer perceptron.</summary>
internal static class MlpLearner
{
    private static readonly SettingChoice<Activation> Activations = new();
    private static readonly SettingChoice<WeightInitialization> Initializations = new();

    public static LearnerKind Kind { get; } = new(
        "mlp",
        "multilayer perceptron: dense layers; softmax and cross-entropy for classes, the logistic loss for two, squared error for numbers",
        [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression],
        [
            SettingDefinition.Widths("hidden", "units of each hidden layer", "128"),
            Activations.Define("activation", "function behind each hidden layer"),
            Initializations.Define("initialization", "how weights start"),
            SettingDefinition.Number("dropout", "probability of dropping each hidden unit in training", 0, 0, maximum: 1),
            .. OptimizerSettings.Definitions,
            .. RegularizationSettings.Definitions,
            SettingDefinition.Integer("batch", "rows of one update", 128, 1),
            SettingDefinition.Integer("epochs", "passes over the training rows", 20, 0),
            SettingDefinition.Choice("drop-last", "whether an epoch leaves out its last batch where that is incomplete", "no", "yes"),
            Setting.Scaling(FeatureScaling.Standardize),
            SettingDefinition.Choice("validate", "when the monitored splits are evaluated: after every epoch, or after every update too", "epoch", "iteration"),
            SettingDefinition.Several("monitor", "splits evaluated along the way; train stands for the batches as they are seen unless it is monitored", "validation+test", Split.Train, Split.Validation, Split.Test),
        ],
        Create);

    private static Learner Create(LearningTask task, string name, Settings settings)
    {
        var options = Options(task, settings);
        return new Learner
        {
            Name = name,
            Settings = settings,
            Scaling = FeatureScaling.Named(settings[Setting.ScalingName]),
            CreateTrainer = (ml, context) => Trainer(ml, task, options with
            {
                Seed = context.Seed,
                Threads = context.Threads,
                Engine = context.Engine,
                Monitors =
                [
                    .. settings.GetSeveral("monitor").Where(context.Splits.ContainsKey).Select(split => new MonitorData(split, context.Splits[split])),
                ],
                Progress = context.Progress is { } progress ? new EpochProgress(progress) : null,
                CancellationToken = context.Cancellation,
            }),
            Describe = Describe,
        };
    }

    /// <summary>The options of the settings, all but what a single fit adds.</summary>
    private static MlpOptions Options(LearningTask task, Settings settings) => RegularizationSettings.Apply(task, settings, new MlpOptions
    {
        FeatureColumnName = Columns.Features,
        LabelColumnName = Columns.Label,
        HiddenLayers = settings.GetWidths("hidden"),
        Activation = Activations.Parse(settings["activation"]),
        Initialization = Initializations.Parse(settings["initialization"]),
        Dropout = settings.GetNumber("dropout"),
        Optimizer = OptimizerSettings.Create(settings),
        Schedule = OptimizerSettings.CreateSchedule(settings),
        BatchSize = settings.GetInteger("batch"),
        Epochs = settings.GetInteger("epochs"),
        DropLastBatch = settings["drop-last"] == "yes",
        EvaluateEveryEpochs = 1,
        EvaluateEveryIterations = settings["validate"] == "iteration" ? 1 : 0,
    });

    private static IEstimator<ITransformer> Trainer(MLContext ml, LearningTask task, MlpOptions options) => task switch
    {
        LearningTask.Multiclass => ml.MulticlassClassification.Trainers.Mlp(options),
        LearningTask.Binary => ml.BinaryClassification.Trainers.Mlp(options),
        _ => ml.Regression.Trainers.Mlp(options),
    };

    private static TrainingReport Describe(ITransformer transformer)
    {
        if (transformer is not NetworkPredictionTransformer { Model: var model })
            return TrainingReport.Empty;
        return new TrainingReport(model.Network.ParameterCount, NetworkHistory.Points(model.History));
    }
}
