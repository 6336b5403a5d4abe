using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Optimizers;
using MlPipelines.Numerics.Schedules;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// How a network is trained, whatever it learns: the one place where these settings are declared. <see cref="TrainingOptions"/> adds the
/// loss; the options of the trainers for ML.NET add their columns. A checkpoint remembers every property but those marked as without effect
/// on the result, also one that is added here.
/// </summary>
public abstract record TrainingSettings
{
    /// <summary>
    /// Passes over the training samples, at least 0. Null for as many as make 20 000 steps, at least 20 and at most 200; then, without
    /// <see cref="EarlyStopping"/>, the training ends earlier when the monitor of the name <c>validation</c>, if there is one, gets no
    /// better (with <see cref="EarlyStopping.Patience"/> null). Default 10; null for the trainers of ML.NET.
    /// </summary>
    public int? Epochs { get; init; } = 10;

    /// <summary>
    /// Samples per step, at least 1. Null for a hundredth of the samples, rounded down to a power of two, at least 32 and at most 128.
    /// Default 128; null for the trainers of ML.NET.
    /// </summary>
    public int? BatchSize { get; init; } = 128;

    /// <summary>The update rule and its rate. Default Adam at 0.001.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions();

    /// <summary>How the learning rate changes. Default not at all.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>
    /// How the probability of every dropout changes: it is multiplied by what the schedule makes of a rate of 1, which must be in [0, 1].
    /// Default not at all.
    /// </summary>
    public LearningRateSchedule DropoutSchedule { get; init; } = new ConstantSchedule();

    /// <summary>
    /// How the optimizer's weight decay changes: it is multiplied by what the schedule makes of a rate of 1. Default not at all.
    /// </summary>
    public LearningRateSchedule DecaySchedule { get; init; } = new ConstantSchedule();

    /// <summary>
    /// Decay d, above 0 and below 1, of an exponential average of the weights over the steps: average ← d · average + (1 − d) · weights,
    /// with a smaller d in the first steps. Monitors then judge the averages, and the trained network has them; running statistics stay
    /// those of the training. Null for the weights themselves. Default null.
    /// </summary>
    public double? WeightAverage { get; init; }

    /// <summary>
    /// L1 penalty: this times Σ|w| over all weights (not biases) is added to the loss that is minimized; reported losses do not contain it.
    /// At least 0. Default 0.
    /// </summary>
    public double L1 { get; init; }

    /// <summary>
    /// L2 penalty: half of this times Σ w² over all weights (not biases), as <see cref="L1"/>. For decay of every parameter see the
    /// optimizer's. Default 0.
    /// </summary>
    public double L2 { get; init; }

    /// <summary>
    /// The name of the first layer that is trained, such as <c>fc</c> or <c>layers.4</c>: those before it keep their weights and their
    /// running statistics, and pass values on as in prediction. Null for all layers. Default null.
    /// </summary>
    public string? FirstTrainedLayer { get; init; }

    /// <summary>
    /// Whether batch normalizations use their running statistics while training, and leave them as they are; their weights and biases are
    /// trained all the same. Default false: they use the batch's own, and the running ones move.
    /// </summary>
    public bool FreezeStatistics { get; init; }

    /// <summary>
    /// What the learning rate is multiplied by for some of the parameters; 1 for those that none is for. Of several that fit a name the
    /// longest counts. Default none.
    /// </summary>
    public IReadOnlyList<RateFactor> RateFactors { get; init; } = [];

    /// <summary>Limits on the gradient, penalties included; null for none. Default null.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>
    /// Stops when a monitor gets no better, and restores the best weights. Null for never, but see <see cref="Epochs"/>. Default null.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Random changes of the training rows where these are images; monitors are not changed. Null for none. Default null.
    /// </summary>
    public ImageAugmentation? Augmentation { get; init; }

    /// <summary>
    /// Writes checkpoints and continues from them: a training that was killed and is begun again, on the same rows with the same settings,
    /// ends with bitwise the same network and history. Null for none. Default null.
    /// </summary>
    [WithoutEffectOnResult]
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>
    /// Decides the order of samples, what is dropped and, for the trainers of ML.NET, the initial weights. Same seed, same machine: bitwise
    /// the same result for any <see cref="Threads"/>. Default 0; 1 for the trainers of ML.NET.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>Threads that work on one step, at least 1. Default 1; the number of processors for the trainers of ML.NET.</summary>
    [WithoutEffectOnResult]
    public int Threads { get; init; } = 1;

    /// <summary>Whether each epoch visits the samples in a new random order. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether the last batch of an epoch is left out when it is not full. Default false.</summary>
    public bool DropLastBatch { get; init; }

    /// <summary>The monitors are evaluated after every so many epochs, and after the last one; 0 for never. Default 1.</summary>
    public int EvaluateEveryEpochs { get; init; } = 1;

    /// <summary>The monitors are also evaluated after every so many steps; 0 for never. Default 0.</summary>
    public int EvaluateEveryIterations { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message says which and what it must be.</exception>
    public virtual void Validate()
    {
        RequireAtLeast(0, Epochs ?? 0, nameof(Epochs));
        RequireAtLeast(1, BatchSize ?? 1, nameof(BatchSize));
        RequireAtLeast(1, Threads, nameof(Threads));
        RequireAtLeast(0, EvaluateEveryEpochs, nameof(EvaluateEveryEpochs));
        RequireAtLeast(0, EvaluateEveryIterations, nameof(EvaluateEveryIterations));
        ArgumentNullException.ThrowIfNull(Optimizer);
        Optimizer.Validate();
        ArgumentNullException.ThrowIfNull(Schedule);
        Schedule.Validate();
        ArgumentNullException.ThrowIfNull(DropoutSchedule);
        DropoutSchedule.Validate();
        ArgumentNullException.ThrowIfNull(DecaySchedule);
        DecaySchedule.Validate();
        if (WeightAverage is not (null or (> 0 and < 1)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(WeightAverage), WeightAverage, $"{nameof(WeightAverage)} must be above 0 and below 1; found {WeightAverage}.");
        }

        RequirePenalty(L1, nameof(L1));
        RequirePenalty(L2, nameof(L2));
        Clipping?.Validate();
        ArgumentNullException.ThrowIfNull(RateFactors);
        foreach (var factor in RateFactors)
            factor.Validate();
        EarlyStopping?.Validate();
        Augmentation?.Validate();
        Checkpoint?.Validate();
        if (EarlyStopping is not null && EvaluateEveryEpochs == 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(EvaluateEveryEpochs), 0, $"{nameof(EvaluateEveryEpochs)} must be at least 1 with early stopping; found 0.");
        }
    }

    /// <summary>Refuses a number below a minimum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below; the message names the setting.</exception>
    protected static void RequireAtLeast(int minimum, int value, string name)
    {
        if (value < minimum)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {minimum}; found {value}.");
    }

    private static void RequirePenalty(double value, string name)
    {
        if (!(double.IsFinite(value) && value >= 0))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and at least 0; found {value}.");
    }
}

/// <summary>
/// How a network is trained and on which loss: an immutable value, checked by <see cref="Trainer"/> before anything starts.
/// </summary>
public sealed record TrainingOptions : TrainingSettings
{
    /// <summary>The default settings.</summary>
    public TrainingOptions()
    {
    }

    /// <summary>Shared settings, all of them, with a loss.</summary>
    public TrainingOptions(TrainingSettings settings, LossDefinition loss)
        : base(settings) => Loss = loss;

    /// <summary>What is minimized. Default softmax cross-entropy.</summary>
    public LossDefinition Loss { get; init; } = new SoftmaxCrossEntropy();

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        ArgumentNullException.ThrowIfNull(Loss);
        Loss.Validate();
    }
}

/// <summary>Marks a setting that changes how a training runs but not its result: a checkpoint may go on with another value.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WithoutEffectOnResultAttribute : Attribute;
