namespace MlPipelines.Numerics.Schedules;

/// <summary>The rate is multiplied by <see cref="Factor"/> after every <see cref="Epochs"/> epochs, as PyTorch's <c>StepLR</c>.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Epochs between changes, at least 1. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Above 0 and at most 1. Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <inheritdoc/>
    public override double RateAt(double baseRate, TrainingStep step) => baseRate * Math.Pow(Factor, step.Epoch / Epochs);

    internal override void Validate()
    {
        Require(Epochs >= 1, Epochs, "number of epochs", "at least 1");
        Require(Factor is > 0 and <= 1, Factor, "factor", "above 0 and at most 1");
    }
}
