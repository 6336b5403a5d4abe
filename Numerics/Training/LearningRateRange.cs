namespace MlPipelines.Numerics.Training;

/// <summary>The rates that a <see cref="LearningRateFinder"/> tries.</summary>
public sealed record LearningRateRange
{
    /// <summary>The first rate, above 0. Default 1e-7.</summary>
    public double Lowest { get; init; } = 1e-7;

    /// <summary>The last rate, above the first. Default 10.</summary>
    public double Highest { get; init; } = 10;

    /// <summary>Number of steps, at least 10. Default 100.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>How much of the running mean of the loss each step keeps, in [0, 1). Default 0.9.</summary>
    public double Smoothing { get; init; } = 0.9;

    /// <summary>The test ends when the smoothed loss exceeds this times its lowest, above 1. Default 4.</summary>
    public double StopFactor { get; init; } = 4;

    internal void Validate()
    {
        Require(double.IsFinite(Lowest) && Lowest > 0, Lowest, nameof(Lowest), "finite and above 0");
        Require(double.IsFinite(Highest) && Highest > Lowest, Highest, nameof(Highest), "finite and above the lowest");
        Require(Steps >= 10, Steps, nameof(Steps), "at least 10");
        Require(Smoothing is >= 0 and < 1, Smoothing, nameof(Smoothing), "in [0, 1)");
        Require(StopFactor > 1, StopFactor, nameof(StopFactor), "above 1");
    }

    private static void Require(bool holds, double value, string name, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"{name} of the learning-rate range must be {range}; found {value}.");
    }
}
