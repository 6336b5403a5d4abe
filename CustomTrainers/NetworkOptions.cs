using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// What every network trainer is told, whatever its layers: the settings of the training, 20 epochs and the seed 1 by default, and what
/// they are applied to. Immutable; checked when the trainer is made.
/// </summary>
public abstract record NetworkOptions : TrainingSettings, ITrainerOptions
{
    private protected NetworkOptions() => (Epochs, Seed, Threads) = (20, 1, Environment.ProcessorCount);

    /// <summary>The column of features: a vector of <see cref="float"/> of known size. Default <c>Features</c>.</summary>
    public string FeatureColumnName { get; init; } = "Features";

    /// <summary>The label's column; a key for multiclass classification. Default <c>Label</c>.</summary>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>
    /// A column of <see cref="float"/> that says how much each row counts, at least 0; null where all count the same. Default null.
    /// </summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>
    /// How much each class counts, in the order of the label's keys (false before true), each above 0; multiplies the rows' weights. Empty
    /// where all count the same. For classification. Default empty.
    /// </summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>
    /// Whether each class counts the same in total, however rare: rows / (classes · rows of the class). For classification; not beside
    /// <see cref="ClassWeights"/>. Default false.
    /// </summary>
    public bool BalanceClasses { get; init; }

    /// <summary>Share of each target that is spread evenly over all classes, in [0, 1). For multiclass classification. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Share of the training rows, chosen by <see cref="TrainingSettings.Seed"/>, that is not trained on but evaluated as the monitor
    /// <c>validation</c>, in [0, 1). Default 0.
    /// </summary>
    public double ValidationFraction { get; init; }

    /// <summary>
    /// A trained network to go on from, in place of initial weights; it must have the same layers, and is not changed. Default null.
    /// </summary>
    public NetworkModel? WarmStart { get; init; }

    /// <summary>How the weights start. Default PyTorch's.</summary>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.PyTorch;

    /// <summary>Data to evaluate while training, for the history; they change nothing in the training. Default none.</summary>
    public IReadOnlyList<MonitorData> Monitors { get; init; } = [];

    /// <summary>
    /// Shown every step when its gradients are known, before the weights change: loss, accuracy, gradients and weights; for regression, of
    /// the standardized target. Null for nobody. Default null.
    /// </summary>
    public ITrainingObserver<float>? Observer { get; init; }

    /// <summary>The library that computes the steps of the training and predicts; null for this one. Default null.</summary>
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
    public override void Validate()
    {
        TrainerRules.Require(this);
        RequireShare(LabelSmoothing, nameof(LabelSmoothing));
        base.Validate();
        if (!Enum.IsDefined(Initialization))
            throw new ArgumentOutOfRangeException(nameof(Initialization), Initialization, "No such initialization.");
    }

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
        {
            if (widths[i] < 1)
                throw new ArgumentOutOfRangeException(name, widths[i], $"Hidden layer {i} needs at least 1 unit.");
        }
    }

    /// <summary>Refuses an activation that there is not.</summary>
    private protected static void RequireActivation(Activation activation)
    {
        if (activation is null)
            throw new ArgumentException("No such activation.", nameof(activation));
    }
}
