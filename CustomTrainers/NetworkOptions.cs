using Microsoft.ML;
using MlPipelines.CustomTrainers.Prediction;
using MlPipelines.CustomTrainers.Training;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Training;

namespace MlPipelines.CustomTrainers;

/// <summary>
/// What every network trainer is told, whatever its layers: the settings of the training, and what they are applied to. By default it
/// trains until held-out rows are predicted no better, with the seed 1. Immutable; checked when the trainer is made.
/// </summary>
public abstract record NetworkOptions : TrainingSettings, ITrainerOptions
{
    private protected NetworkOptions() => (Epochs, BatchSize, Seed, Threads) = (null, null, 1, Environment.ProcessorCount);

    /// <inheritdoc/>
    public string FeatureColumnName { get; init; } = "Features";

    /// <inheritdoc/>
    public string LabelColumnName { get; init; } = "Label";

    /// <inheritdoc/>
    public string? ExampleWeightColumnName { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <inheritdoc/>
    public bool BalanceClasses { get; init; }

    /// <summary>Share of each target that is spread evenly over all classes, in [0, 1). For multiclass classification. Default 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public double? ValidationFraction { get; init; }

    /// <summary>
    /// A trained network to go on from, in place of initial weights; it must have the same layers, and is not changed. Default null.
    /// </summary>
    public NetworkModel? WarmStart { get; init; }

    /// <summary>How the weights start. Default PyTorch's.</summary>
    public WeightInitialization Initialization { get; init; } = WeightInitialization.PyTorch;

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Whether the monitor <c>validation</c> decides when the training ends, or which epoch's weights are kept, though
    /// <see cref="EarlyStopping"/> is not set.
    /// </summary>
    public virtual bool WatchesValidation => TrainingLength.IsOpen(this);

    bool ITrainerOptions.IsOpen => WatchesValidation;

    /// <summary>Whether predicted numbers stay between the least and the greatest target that was trained on.</summary>
    internal virtual bool ClampsTargets => false;

    /// <summary>The network's layers for that many features and outputs.</summary>
    /// <exception cref="InvalidOperationException">The features are not as many as the options say.</exception>
    internal abstract NetworkDefinition Define(int features, int outputs);

    /// <summary>Whether the network brings the features to one scale itself.</summary>
    internal virtual bool ScalesFeatures => false;

    /// <summary>Whether the features are pixels, which are kept as bytes.</summary>
    internal virtual bool ReadsPixels => false;

    /// <summary>The options with what the column of features and the task decide.</summary>
    /// <param name="features">That column, a vector of known size.</param>
    /// <param name="output">What the outputs stand for.</param>
    /// <exception cref="InvalidOperationException">The options are not for such a column.</exception>
    internal virtual NetworkOptions For(DataViewSchema.Column features, NetworkOutput output) => this;

    /// <summary>The options with no length of the training left open.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="hasMonitor">Whether there is a monitor of the name <c>validation</c>.</param>
    internal virtual NetworkOptions Resolve(int rows, bool hasMonitor) => TrainingLength.Resolve(this, rows, hasMonitor);

    /// <summary>A network with its weights as they are before training.</summary>
    internal virtual Network<float> CreateNetwork(int features, int outputs) => Network<float>.Create(Define(features, outputs), Seed);

    /// <summary>Trains a network: once, with these settings, unless options know another way.</summary>
    internal virtual TrainingResult Train(NetworkTraining training) => training.Run(this);

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

    /// <summary>Refuses a start of the weights other than the network's own.</summary>
    private protected static void RequireOwnStart(string network, WeightInitialization initialization)
    {
        if (initialization != WeightInitialization.PyTorch)
        {
            throw new ArgumentException(
                $"{network} starts its weights in its own way; leave {nameof(Initialization)} out, found {initialization}.",
                nameof(initialization));
        }
    }

    /// <summary>Refuses an activation that there is not.</summary>
    private protected static void RequireActivation(Activation activation)
    {
        if (activation is null)
            throw new ArgumentException("No such activation.", nameof(activation));
    }
}
