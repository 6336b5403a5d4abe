using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>What every network trainer is told, whatever its layers. Immutable; checked when the trainer is made.</summary>
public abstract record NetworkOptions
{
    /// <summary>The monitor's name of the rows that <see cref="ValidationFraction"/> holds out.</summary>
    internal const string ValidationMonitor = "validation";

    /// <summary>The column of features: a vector of <see cref="float"/> of known size. Default <c>Features</c>.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The label's column; a key for multiclass classification. Default <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>A column of <see cref="float"/> that says how much each row counts, at least 0; null where all count the same. Default null.</summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>How much each class counts, in the order of the label's keys (false before true), each above 0; multiplies the rows' weights. Empty where all count the same. For classification. Default empty.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>Whether each class counts the same in total, however rare: rows / (classes · rows of the class). For classification; not beside <see cref="ClassWeights"/>. Default false.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Share of each target that is spread evenly over all classes, in [0, 1). For multiclass classification. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Share of the training rows, chosen by <see cref="Seed"/>, that is not trained on but evaluated as the monitor <c>validation</c>, in [0, 1). Default 0.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>A trained network to go on from, in place of initial weights; it must have the same layers, and is not changed. Default null.</summary>
    public NetworkModel? WarmStart { get; init; }

    /// <summary>The optimizer with its settings. Default Adam with rate 0.001.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions();

    /// <summary>How the learning rate changes. Default not at all.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>L1 penalty on weights, not biases: this times Σ|w| is added to the loss. Default 0.</summary>
    public double L1 { get; init; }

    /// <summary>L2 penalty on weights, not biases: half of this times Σ w² is added to the loss. Default 0.</summary>
    public double L2 { get; init; }

    /// <summary>Limits on the gradient; null for none. Default null.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>Stops when a monitor gets no better, and restores the best weights; null for never. Default null.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Random changes of the training rows where these are images; monitors are not changed. Null for none. Default null.</summary>
    public ImageAugmentation? Augmentation { get; init; }

    /// <summary>Rows of one step, at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Passes over the training data, at least 0. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Seed of the initial weights and of the order of rows. The same seed gives bitwise the same network, whatever <see cref="Threads"/> is. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads to train with, at least 1. Default: the number of processors.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether each epoch takes the rows in a new random order. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether an epoch leaves out its last batch where that is incomplete. Default false.</summary>
    public bool DropLastBatch { get; init; }

    /// <summary>How the weights start. Default PyTorch's.</summary>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.PyTorch;

    /// <summary>Data to evaluate while training, for the history; they change nothing in the training. Default none.</summary>
    public IReadOnlyList<MonitorData> Monitors { get; init; } = [];

    /// <summary>Evaluate the monitors after every so many epochs; 0 for never. Default 1.</summary>
    public int EvaluateEveryEpochs { get; init; } = 1;

    /// <summary>Evaluate the monitors also after every so many steps; 0 for never. Default 0.</summary>
    public int EvaluateEveryIterations { get; init; }

    /// <summary>
    /// Writes checkpoints, so that a training that was killed and is fitted again, on the same rows with the same settings, goes on where it was and ends with
    /// bitwise the same network and history. Null for none. Default null.
    /// </summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Shown every step when its gradients are known, before the weights change: loss, accuracy, gradients and weights; for regression, of the standardized target. Not beside <see cref="Engine"/>. Null for nobody. Default null.</summary>
    public ITrainingObserver<float>? Observer { get; init; }

    /// <summary>The library that trains the network and predicts with it; null for this one. Default null.</summary>
    public INetworkEngine? Engine { get; init; }

    /// <summary>Told of each step's end; null for nobody.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Ends the training with an <see cref="OperationCanceledException"/> at the next step.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The network's layers for that many features and outputs.</summary>
    /// <exception cref="InvalidOperationException">The features are not as many as the options say.</exception>
    internal abstract NetworkDefinition Define(int features, int outputs);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal virtual void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(FeatureColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        ArgumentNullException.ThrowIfNull(Optimizer);
        ArgumentNullException.ThrowIfNull(Monitors);
        RequireShare(LabelSmoothing, nameof(LabelSmoothing));
        ClassWeightSettings.Require(ClassWeights, BalanceClasses);
        ToTrainingOptions(new MeanSquaredError()).Validate();
        MonitorSettings.Require(MonitorNames, ValidationFraction, EarlyStopping);
        if (Observer is not null && Engine is not null)
            throw new ArgumentException($"{nameof(Observer)} and {nameof(Engine)} are both set, but another library's training shows no steps; set one.", nameof(Observer));
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "No such initialization.");
    }

    private IEnumerable<string> MonitorNames
        => ValidationFraction > 0 ? Monitors.Select(m => m.Name).Prepend(ValidationMonitor) : Monitors.Select(m => m.Name);

    /// <summary>Refuses what is not in [0, 1).</summary>
    private protected static void RequireShare(double value, string name)
    {
        if (value is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be in [0, 1); found {value}.");
    }

    /// <summary>Refuses widths below 1.</summary>
    private protected static void RequireHiddenLayers(IReadOnlyList<int> widths, string name)
    {
        ArgumentNullException.ThrowIfNull(widths, name);
        for (var i = 0; i < widths.Count; i++)
            if (widths[i] < 1)
                throw new ArgumentOutOfRangeException(name, widths[i], $"Hidden layer {i} needs at least 1 unit.");
    }

    /// <summary>Refuses an activation that there is not.</summary>
    private protected static void RequireActivation(Activation activation)
    {
        if (activation is null)
            throw new ArgumentException("No such activation.", nameof(activation));
    }

    /// <summary>The settings that the training loop takes.</summary>
    internal TrainingOptions ToTrainingOptions(LossDefinition loss) => new()
    {
        Loss = loss,
        Schedule = Schedule,
        L1 = L1,
        L2 = L2,
        Clipping = Clipping,
        EarlyStopping = EarlyStopping,
        Augmentation = Augmentation,
        Checkpoint = Checkpoint,
        Epochs = Epochs,
        BatchSize = BatchSize,
        Optimizer = Optimizer,
        Seed = Seed,
        Threads = Threads,
        Shuffle = Shuffle,
        DropLastBatch = DropLastBatch,
        EvaluateEveryEpochs = EvaluateEveryEpochs,
        EvaluateEveryIterations = EvaluateEveryIterations,
    };
}
