namespace MlPipelines.Numerics.Schedules;

/// <summary>
/// How the learning rate changes over a training: a pure function of the step, so that a resumed training continues on the same curve.
/// </summary>
public abstract record LearningRateSchedule
{
    /// <summary>The rate of one step.</summary>
    /// <param name="baseRate">The optimizer's learning rate.</param>
    /// <param name="step">Where the training is.</param>
    public abstract double RateAt(double baseRate, TrainingStep step);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public virtual void Validate()
    {
    }

    /// <summary>Refuses a setting that does not hold what it must.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not hold; the message names it, its range and its value.</exception>
    protected void Require(bool holds, double value, string name, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of {GetType().Name} must be {range}; found {value}.");
    }
}

/// <summary>Where a training is.</summary>
/// <param name="Iteration">Steps done before this one: the first step has 0.</param>
/// <param name="Iterations">Steps in all.</param>
/// <param name="IterationsPerEpoch">Steps in an epoch.</param>
public readonly record struct TrainingStep(long Iteration, long Iterations, int IterationsPerEpoch)
{
    /// <summary>Whole epochs done before this step.</summary>
    public long Epoch => Iteration / IterationsPerEpoch;
}

/// <summary>The optimizer's rate throughout.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) => baseRate;
}

/// <summary>
/// The rate of another schedule, for the first <see cref="Iterations"/> steps multiplied by 1/n, 2/n, … (Goyal et al. 2017,
/// arXiv:1706.02677).
/// </summary>
public sealed record WarmUpSchedule : LearningRateSchedule
{
    /// <summary>Number n of steps until the full rate, at least 1. Default 100.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>What is warmed up. Default constant.</summary>
    public LearningRateSchedule Then { get; init; } = new ConstantSchedule();

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) =>
        Then.RateAt(baseRate, step) * Math.Min(1, (step.Iteration + 1.0) / Iterations);

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Iterations >= 1, Iterations, "number of iterations", "at least 1");
        ArgumentNullException.ThrowIfNull(Then);
        Then.Validate();
    }
}
