using Microsoft.ML;
using MlPipelines.CustomTrainers;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;
using MlPipelines.Pipelines.Preprocessing;

namespace MlPipelines.Pipelines.Learners;

/// <summary>The networks for tables, which have defaults of their own for their training and scale the features themselves.</summary>
internal static class TableNetworks
{
    private static readonly IReadOnlyList<LearningTask> Tasks = [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression];

    private static readonly Setting<int?> Epochs = Setting.IntegerOrAuto(
        "epochs", "passes over the training rows; auto: at most 20 to 200 by the rows, fewer where the validation loss gets no better", 0);

    private static readonly Setting<int?> Patience = Setting.IntegerOrAuto(
        "patience",
        "epochs without a better validation loss after which training stops, its best weights restored; auto: RealMLP trains to the end "
            + "and keeps the best, TabM stops after 16", 1);

    private static readonly Setting<double?> Rate = Setting.NumberOrAuto("rate", "learning rate; auto: by the form and the task", 0);
    private static readonly Setting<double?> Decay =
        Setting.NumberOrAuto("weight-decay", "share of each weight taken off at a step; auto: the network's own", 0);
    private static readonly Setting<double?> Dropout =
        Setting.NumberOrAuto("dropout", "probability of dropping each hidden unit in training; auto: the network's own", 0, maximum: 1);
    private static readonly Setting<double> LabelSmoothing =
        Setting.Number("label-smoothing", "share of each target spread evenly over all classes; multiclass", 0, 0, maximum: 1);

    private static readonly OptionSettings<NetworkOptions> Training = new()
    {
        { LabelSmoothing, (options, value) => options with { LabelSmoothing = value } },
        {
            Setting.Number("average", "decay of an exponential average of the weights over the steps; 0 for none", 0, 0, maximum: 1),
            (options, value) => options with { WeightAverage = value > 0 ? value : null }
        },
        {
            Patience,
            (options, value) => value > 0
                ? options with { EarlyStopping = new EarlyStopping { Monitor = Split.Validation, Patience = value } }
                : options
        },
        { SharedSettings.Balance, (options, value) => options with { BalanceClasses = value } },
        SharedSettings.NoScaling,
    };

    /// <summary>RealMLP.</summary>
    public static LearnerKind RealMlp { get; } = Kind(
        "realmlp", "RealMLP: a multilayer perceptron for tables with tuned defaults, which embeds numbers by cosines",
        new RealMlpOptions(),
        new OptionSettings<RealMlpOptions>
        {
            {
                Setting.Choice<RealMlpForm>("form", "full, or simple: without embeddings, dropout and weights from the rows, and faster"),
                (options, value) => options with { Form = value }
            },
            {
                Setting.Widths("hidden", "units of each hidden layer", 256, 256, 256),
                (options, value) => options with { HiddenLayers = value }
            },
            {
                Setting.Integer("frequencies", "cosines that each number is embedded by; full form", 16, 1),
                (options, value) => options with { EmbeddingFrequencies = value }
            },
            {
                Setting.Number(
                    "frequency-deviation", "spread of the initial frequencies, in turns per quartile range; full form", 0.1, 0,
                    minimumAllowed: false),
                (options, value) => options with { EmbeddingDeviation = value }
            },
            {
                Setting.Integer("embedding", "values that each number is embedded in; full form", 4, 2),
                (options, value) => options with { EmbeddingOutputs = value }
            },
            { Dropout, (options, value) => options with { Dropout = value } },
            {
                [Rate, Decay],
                (options, settings) => WithOptimizer(options, settings, beta2: 0.95)
            },
            { Setting.Integer("epochs", "passes over the training rows", 256, 1), (options, value) => options with { Epochs = value } },
            { Setting.Integer("batch", "rows of one update", 256, 1), (options, value) => options with { BatchSize = value } },
        },
        (ml, task, options) => task switch
        {
            LearningTask.Multiclass => ml.MulticlassClassification.Trainers.RealMlp(options),
            LearningTask.Binary => ml.BinaryClassification.Trainers.RealMlp(options),
            _ => ml.Regression.Trainers.RealMlp(options),
        });

    /// <summary>TabM.</summary>
    public static LearnerKind TabM { get; } = Kind(
        "tabm", "TabM: 32 multilayer perceptrons in one for tables, which share most weights and are averaged",
        new TabMOptions(),
        new OptionSettings<TabMOptions>
        {
            { Setting.Integer("members", "networks in one", 32, 1), (options, value) => options with { Members = value } },
            {
                Setting.Widths("hidden", "units of each hidden layer", 256, 256),
                (options, value) => options with { HiddenLayers = value }
            },
            {
                Setting.Integer("bins", "most pieces of the function that each number is embedded by; 0 for no embedding", 48, 0),
                (options, value) => options with { EmbeddingBins = value }
            },
            {
                Setting.IntegerOrAuto("embedding", "values that each number is embedded in; auto: 16, fewer for many numbers", 1),
                (options, value) => options with { EmbeddingOutputs = value }
            },
            { Dropout, (options, value) => options with { Dropout = value ?? options.Dropout } },
            { [Rate, Decay], (options, settings) => WithOptimizer(options, settings, beta2: 0.999) },
            { Epochs, (options, value) => options with { Epochs = value } },
            {
                Setting.IntegerOrAuto("batch", "rows of one update; auto: 32 to 256, by the rows", 1),
                (options, value) => options with { BatchSize = value }
            },
        },
        (ml, task, options) => task switch
        {
            LearningTask.Multiclass => ml.MulticlassClassification.Trainers.TabM(options),
            LearningTask.Binary => ml.BinaryClassification.Trainers.TabM(options),
            _ => ml.Regression.Trainers.TabM(options),
        });

    private static LearnerKind Kind<TOptions>(
        string name, string description, TOptions defaults, OptionSettings<TOptions> layers,
        Func<MLContext, LearningTask, TOptions, IEstimator<ITransformer>> trainer)
        where TOptions : NetworkOptions =>
        new(
            name, description, Tasks, [.. layers, .. Training, .. DiagnosticSettings.All, NetworkSettings.Monitor],
            (task, learner, settings) =>
            {
                DiagnosticSettings.Check(task, settings);
                SharedSettings.RequireValidation(settings, Patience, NetworkSettings.Monitor);
                SharedSettings.RequireClasses(task, settings);
                if (settings.Get(LabelSmoothing) > 0 && task != LearningTask.Multiclass)
                {
                    throw new ArgumentException(
                        $"The setting '{LabelSmoothing.Name}' is for multiclass tasks, not for a {task.ToString().ToLowerInvariant()} one.",
                        nameof(settings));
                }

                NetworkOptions options = layers.Apply(settings, defaults)
                    with
                { FeatureColumnName = Columns.Features, LabelColumnName = Columns.Label };
                return NetworkLearner.Create(
                    learner, settings, Training.Apply(settings, options), (ml, own) => trainer(ml, task, (TOptions)own));
            });

    /// <summary>The options with another rate or decay, where one is set; the network's own stand in for the other.</summary>
    private static TOptions WithOptimizer<TOptions>(TOptions options, Settings settings, double beta2)
        where TOptions : NetworkOptions
    {
        var (rate, decay) = (settings.Get(Rate), settings.Get(Decay));
        if (rate is null && decay is null)
            return options;
        if (rate is null)
        {
            throw new ArgumentException(
                $"The setting '{Decay.Name}' is a share of the rate: set '{Rate.Name}' too.", nameof(settings));
        }

        var own = (AdamWOptions)options.Optimizer;
        return options with { Optimizer = own with { LearningRate = rate.Value, WeightDecay = decay ?? own.WeightDecay, Beta2 = beta2 } };
    }
}
