namespace MlPipelines.Numerics.Schedules;

/// <summary>The optimizer's rate throughout.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) => baseRate;
}
