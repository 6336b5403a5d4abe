using MlPipelines.CustomTrainers;
using MlPipelines.Data.Rows;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Diagnostics;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Pipelines.Learners;

/// <summary>
/// The settings of a network's training, the same for every kind of network. A training option is reached from the command line and from
/// suite files by one entry of <see cref="Training"/>: the setting, and the options with its value.
/// </summary>
internal static class NetworkSettings
{
    private const string Adam = "adam";
    private const string AdamW = "adamw";
    private const string Sgd = "sgd";
    private const string RmsProp = "rmsprop";

    /// <summary>The setting that says what images the features are, for networks that can do without.</summary>
    public static Setting<Shape?> Image { get; } = Setting.Image(
        "image", "what images the features are, for those settings that change them");

    /// <summary>Epochs without a better validation loss after which training stops; 0 for never, null for what suits the epochs.</summary>
    public static Setting<int?> Patience { get; } = Setting.IntegerOrAuto(
        "patience",
        "epochs without a better validation loss after which training stops, its best weights restored; 0 for never; auto: never where "
            + "epochs are given, else 20 to 50 epochs, by the rows", 0);

    /// <summary>Which splits are evaluated along the way.</summary>
    public static Setting<IReadOnlyList<string>> Monitor { get; } = SharedSettings.Monitor(
        "splits evaluated along the way; train stands for the batches as they are seen unless it is monitored");

    /// <summary>Passes over the training rows; null for what suits their number.</summary>
    public static Setting<int?> Epochs { get; } = Setting.IntegerOrAuto(
        "epochs", "passes over the training rows; auto: 20 to 200 by the rows, fewer where the validation loss gets no better", 0);

    private static readonly Setting<string> Optimizer = Setting.Choice("optimizer", "update rule", Adam, AdamW, Sgd, RmsProp);
    private static readonly Setting<double> Rate = Setting.Number("rate", "learning rate", 0.001, 0);
    private static readonly Setting<double> Momentum =
        Setting.Number("momentum", "share of the last step that is kept; sgd and rmsprop", 0, 0, maximum: 1);
    private static readonly Setting<bool> Nesterov = Setting.YesOrNo("nesterov", "whether momentum looks ahead; sgd");
    private static readonly Setting<double> WeightDecay =
        Setting.Number("weight-decay", "share of each weight taken off at a step (adamw), or added to its gradient (others)", 0, 0);
    private static readonly Setting<double> LabelSmoothing =
        Setting.Number("label-smoothing", "share of each target spread evenly over all classes; multiclass", 0, 0, maximum: 1);
    private static readonly Setting<int> Shift =
        Setting.Integer("shift", "most pixels that a training image is moved at random in each direction", 0, 0);
    private static readonly Setting<bool> Flip = Setting.YesOrNo("flip", "whether training images are mirrored left to right at random");
    private static readonly Setting<double> Crop = Setting.Number(
        "crop", "largest share of a training image's sides that is cut away at random, the rest stretched", 0, 0, maximum: 1);

    /// <summary>The settings that go into the options.</summary>
    public static OptionSettings<NetworkOptions> Training { get; } = new()
    {
        {
            [Optimizer, Rate, Momentum, Nesterov, WeightDecay],
            (options, settings) => options with { Optimizer = CreateOptimizer(settings) }
        },
        {
            Setting.Choice<LearningRateSchedule>(
                "schedule",
                "how the rate changes: constant; along a cosine to 0; one-cycle, up and then down; step, a tenth every ten epochs; "
                    + "exponential, to a hundredth",
                ("constant", new ConstantSchedule()), ("cosine", new CosineSchedule()), ("one-cycle", new OneCycleSchedule()),
                ("step", new StepSchedule()), ("exponential", new ExponentialSchedule())),
            (options, value) => options with { Schedule = value }
        },
        {
            Setting.Integer("warm-up", "steps over which the rate rises to the schedule's; 0 for none", 0, 0),
            (options, value) =>
                value > 0 ? options with { Schedule = new WarmUpSchedule { Iterations = value, Then = options.Schedule } } : options
        },
        {
            Setting.Number("l1", "L1 penalty on weights: this times their sum of magnitudes is added to the loss", 0, 0),
            (options, value) => options with { L1 = value }
        },
        {
            Setting.Number("l2", "L2 penalty on weights: half of this times their sum of squares is added to the loss", 0, 0),
            (options, value) => options with { L2 = value }
        },
        { LabelSmoothing, (options, value) => options with { LabelSmoothing = value } },
        {
            Setting.Number("clip-norm", "greatest Euclidean norm of the gradient, 0 for no limit", 0, 0),
            (options, value) => value > 0 ? options with { Clipping = new GradientClipping { Norm = value } } : options
        },
        {
            Setting.Number("clip-value", "greatest magnitude of each element of the gradient, 0 for no limit; after clip-norm", 0, 0),
            (options, value) => value > 0 ? options with { Clipping = (options.Clipping ?? new()) with { Value = value } } : options
        },
        {
            Patience,
            (options, value) =>
                value > 0 ? options with { EarlyStopping = new EarlyStopping { Monitor = Split.Validation, Patience = value } } : options
        },
        { SharedSettings.Balance, (options, value) => options with { BalanceClasses = value } },
        { [Shift, Flip, Crop], (options, settings) => options with { Augmentation = CreateAugmentation(settings) } },
        {
            Setting.IntegerOrAuto("batch", "rows of one update; auto: 32 to 128, by the rows", 1),
            (options, value) => options with { BatchSize = value }
        },
        { Epochs, (options, value) => options with { Epochs = value } },
        {
            Setting.YesOrNo("drop-last", "whether an epoch leaves out its last batch where that is incomplete"),
            (options, value) => options with { DropLastBatch = value }
        },
        SharedSettings.Standardizing,
        {
            Setting.Choice(
                "validate", "when the monitored splits are evaluated: after every epoch, or after every update too",
                ("epoch", 0), ("iteration", 1)),
            (options, value) => options with { EvaluateEveryIterations = value }
        },
    };

    /// <summary>All settings that a kind of network has behind those of its layers, in the order in which results show them.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. Training, .. DiagnosticSettings.All, Monitor];

    /// <summary>All settings, some of them replaced by others of the same name.</summary>
    public static IEnumerable<Setting> AllBut(IReadOnlyList<Setting> others) =>
        All.Select(setting => others.FirstOrDefault(other => other.Name == setting.Name) ?? setting);

    /// <summary>How the weights of every kind of network start.</summary>
    public static Setting<WeightInitialization> Initialization { get; } = Setting.Choice<WeightInitialization>(
        "initialization", "how weights start");

    /// <summary>Checks that the settings go with the task and with each other.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    public static void Check(LearningTask task, Settings settings)
    {
        DiagnosticSettings.Check(task, settings);
        if (settings.Get(LabelSmoothing) > 0 && task != LearningTask.Multiclass)
        {
            throw new ArgumentException(
                $"The setting '{LabelSmoothing.Name}' is for multiclass tasks, "
                    + $"not for a {task.ToString().ToLowerInvariant()} one.", nameof(settings));
        }

        SharedSettings.RequireValidation(settings, Patience, Monitor);
        SharedSettings.RequireEnd(settings, Patience, Epochs);
        SharedSettings.RequireClasses(task, settings);
    }

    private static OptimizerOptions CreateOptimizer(Settings settings)
    {
        var (rule, rate, decay) = (settings.Get(Optimizer), settings.Get(Rate), settings.Get(WeightDecay));
        var (momentum, nesterov) = (settings.Get(Momentum), settings.Get(Nesterov));
        if (momentum > 0 && (rule is Adam or AdamW))
        {
            throw new ArgumentException(
                $"The setting '{Momentum.Name}' belongs to {Sgd} and {RmsProp}; {rule} has a momentum of its own.", nameof(settings));
        }

        if (nesterov && (rule != Sgd || momentum == 0))
        {
            throw new ArgumentException(
                $"The setting '{Nesterov.Name}=yes' needs {Optimizer.Name}={Sgd} and a {Momentum.Name} above 0.", nameof(settings));
        }

        return rule switch
        {
            Adam => new AdamOptions { LearningRate = rate, WeightDecay = decay },
            AdamW => new AdamWOptions { LearningRate = rate, WeightDecay = decay },
            Sgd => new SgdOptions { LearningRate = rate, Momentum = momentum, Nesterov = nesterov, WeightDecay = decay },
            _ => new RmsPropOptions { LearningRate = rate, Momentum = momentum, WeightDecay = decay },
        };
    }

    private static ImageAugmentation? CreateAugmentation(Settings settings)
    {
        var (shift, flip, crop) = (settings.Get(Shift), settings.Get(Flip), settings.Get(Crop));
        if (shift == 0 && !flip && crop == 0)
            return null;
        var image = settings.Get(Image) ?? throw new ArgumentException(
            $"The settings '{Shift.Name}', '{Flip.Name}' and '{Crop.Name}' need the shape of the images: "
                + $"set '{Image.Name}', such as {Image.Name}=1x28x28.",
            nameof(settings));
        return new ImageAugmentation { Image = image, Shift = shift, Flip = flip, Crop = crop };
    }
}
