namespace MlPipelines.Numerics.Schedules;

/// <summary>
/// Up from rate / <see cref="StartDivisor"/> to the optimizer's rate, then down to the start / <see cref="EndDivisor"/>, both along half a cosine
/// (Smith and Topin 2018, arXiv:1708.07120), as PyTorch's <c>OneCycleLR</c> without its change of momentum.
/// </summary>
public sealed record OneCycleSchedule : LearningRateSchedule
{
    /// <summary>Share of the steps that go up, above 0 and below 1. Default 0.3.</summary>
    public double RisingShare { get; init; } = 0.3;

    /// <summary>The optimizer's rate over the first, at least 1. Default 25.</summary>
    public double StartDivisor { get; init; } = 25;

    /// <summary>The first rate over the last, at least 1. Default 10 000.</summary>
    public double EndDivisor { get; init; } = 10_000;

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step)
    {
        var (start, peak, end) = (baseRate / StartDivisor, RisingShare * step.Iterations - 1, step.Iterations - 1.0);
        if (step.Iteration < peak)
            return Annealing.Cosine(start, baseRate, step.Iteration / peak);
        return Annealing.Cosine(baseRate, start / EndDivisor, end > peak ? (step.Iteration - peak) / (end - peak) : 1);
    }

    internal override void Validate()
    {
        Require(RisingShare is > 0 and < 1, RisingShare, "rising share", "above 0 and below 1");
        Require(double.IsFinite(StartDivisor) && StartDivisor >= 1, StartDivisor, "start divisor", "finite and at least 1");
        Require(double.IsFinite(EndDivisor) && EndDivisor >= 1, EndDivisor, "end divisor", "finite and at least 1");
    }
}
