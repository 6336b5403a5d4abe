namespace MlPipelines.Numerics.Schedules;

/// <summary>Half a cosine from the optimizer's rate down to <see cref="FinalFactor"/> times it over the whole training (Loshchilov and Hutter 2017, arXiv:1608.03983), step by step.</summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>Share of the rate that the end approaches, in [0, 1]. Default 0.</summary>
    public double FinalFactor { get; init; }

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) =>
        baseRate * Annealing.Cosine(1, FinalFactor, step.Iteration / (double)Math.Max(1, step.Iterations));

    internal override void Validate() => Require(FinalFactor is >= 0 and <= 1, FinalFactor, "final factor", "in [0, 1]");
}
