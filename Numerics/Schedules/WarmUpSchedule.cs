namespace MlPipelines.Numerics.Schedules;

/// <summary>The rate of another schedule, for the first <see cref="Iterations"/> steps multiplied by 1/n, 2/n, … (Goyal et al. 2017, arXiv:1706.02677).</summary>
public sealed record WarmUpSchedule : LearningRateSchedule
{
    /// <summary>Number n of steps until the full rate, at least 1. Default 100.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>What is warmed up. Default constant.</summary>
    public LearningRateSchedule Then { get; init; } = new ConstantSchedule();

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) => Then.RateAt(baseRate, step) * Math.Min(1, (step.Iteration + 1.0) / Iterations);

    internal override void Validate()
    {
        Require(Iterations >= 1, Iterations, "number of iterations", "at least 1");
        ArgumentNullException.ThrowIfNull(Then);
        Then.Validate();
    }
}
