namespace MlPipelines.Numerics.Schedules;

/// <summary>From the optimizer's rate to <see cref="FinalFactor"/> times it, each step by the same factor; the last step has the last rate.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>The last rate over the first, above 0. Default 0.01.</summary>
    public double FinalFactor { get; init; } = 0.01;

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) => baseRate * Math.Pow(FinalFactor, step.Iteration / (double)Math.Max(1, step.Iterations - 1));

    internal override void Validate() => Require(double.IsFinite(FinalFactor) && FinalFactor > 0, FinalFactor, "final factor", "finite and above 0");
}
