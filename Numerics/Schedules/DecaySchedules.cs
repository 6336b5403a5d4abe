namespace MlPipelines.Numerics.Schedules;

/// <summary>
/// Half a cosine from the optimizer's rate down to <see cref="FinalFactor"/> times it over the whole training (Loshchilov and Hutter 2017,
/// arXiv:1608.03983), step by step.
/// </summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>Share of the rate that the end approaches, in [0, 1]. Default 0.</summary>
    public double FinalFactor { get; init; }

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) =>
        baseRate * Annealing.Cosine(1, FinalFactor, step.Iteration / (double)Math.Max(1, step.Iterations));

    /// <inheritdoc/>
    public override void Validate() => Require(FinalFactor is >= 0 and <= 1, FinalFactor, "final factor", "in [0, 1]");
}

/// <summary>
/// From the optimizer's rate to <see cref="FinalFactor"/> times it, each step by the same factor; the last step has the last rate.
/// </summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>The last rate over the first, above 0. Default 0.01.</summary>
    public double FinalFactor { get; init; } = 0.01;

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) =>
        baseRate * Math.Pow(FinalFactor, step.Iteration / (double)Math.Max(1, step.Iterations - 1));

    /// <inheritdoc/>
    public override void Validate() =>
        Require(double.IsFinite(FinalFactor) && FinalFactor > 0, FinalFactor, "final factor", "finite and above 0");
}

/// <summary>The rate is multiplied by <see cref="Factor"/> after every <see cref="Epochs"/> epochs, as PyTorch's <c>StepLR</c>.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Epochs between changes, at least 1. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Above 0 and at most 1. Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) => baseRate * Math.Pow(Factor, step.Epoch / Epochs);

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Epochs >= 1, Epochs, "number of epochs", "at least 1");
        Require(Factor is > 0 and <= 1, Factor, "factor", "above 0 and at most 1");
    }
}

/// <summary>
/// Up from rate / <see cref="StartDivisor"/> to the optimizer's rate, then down to the start / <see cref="EndDivisor"/>, both along half a
/// cosine (Smith and Topin 2018, arXiv:1708.07120), as PyTorch's <c>OneCycleLR</c> without its change of momentum.
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

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(RisingShare is > 0 and < 1, RisingShare, "rising share", "above 0 and below 1");
        Require(double.IsFinite(StartDivisor) && StartDivisor >= 1, StartDivisor, "start divisor", "finite and at least 1");
        Require(double.IsFinite(EndDivisor) && EndDivisor >= 1, EndDivisor, "end divisor", "finite and at least 1");
    }
}

/// <summary>
/// The rate for the first part of the training, then half a cosine from it down to 0 (RealMLP: Holzmüller et al. 2024, arXiv:2407.04491).
/// </summary>
public sealed record FlatCosineSchedule : LearningRateSchedule
{
    /// <summary>Share of the steps at the full rate, at least 0 and below 1. Default 0.5.</summary>
    public double FlatShare { get; init; } = 0.5;

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step)
    {
        var position = step.Iteration / (double)Math.Max(1, step.Iterations);
        return baseRate * Annealing.Cosine(1, 0, Math.Max(0, position - FlatShare) / (1 - FlatShare));
    }

    /// <inheritdoc/>
    public override void Validate() => Require(FlatShare is >= 0 and < 1, FlatShare, "flat share", "at least 0 and below 1");
}

/// <summary>
/// Several cosine cycles from 0 up to the rate and back, each longer than the one before: rate · (1 − cos(2π log₂(1 + (2ⁿ − 1) t))) / 2 for
/// n cycles at the share t of the steps ("coslog": RealMLP, Holzmüller et al. 2024, arXiv:2407.04491).
/// </summary>
public sealed record CosineLogSchedule : LearningRateSchedule
{
    /// <summary>Number of cycles, 1 to 30. Default 4.</summary>
    public int Cycles { get; init; } = 4;

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step)
    {
        var position = step.Iteration / (double)Math.Max(1, step.Iterations);
        return baseRate * (1 - Math.Cos(2 * Math.PI * Math.Log2(1 + (Math.Pow(2, Cycles) - 1) * position))) / 2;
    }

    /// <inheritdoc/>
    public override void Validate() => Require(Cycles is >= 1 and <= 30, Cycles, "number of cycles", "1 to 30");
}

/// <summary>Ways from one value to another.</summary>
internal static class Annealing
{
    /// <summary>Half a cosine: <paramref name="from"/> at 0, <paramref name="to"/> at 1.</summary>
    public static double Cosine(double from, double to, double position) => to + (from - to) * (1 + Math.Cos(Math.PI * position)) / 2;
}
