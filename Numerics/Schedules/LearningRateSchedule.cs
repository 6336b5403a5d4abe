namespace MlPipelines.Numerics.Schedules;

/// <summary>How the learning rate changes over a training: a pure function of the step, so that a resumed training continues on the same curve.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The rate of one step.</summary>
    /// <param name="baseRate">The optimizer's learning rate.</param>
    /// <param name="step">Where the training is.</param>
    public abstract double RateAt(double baseRate, TrainingStep step);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal virtual void Validate()
    {
    }

    private protected void Require(bool holds, double value, string name, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of {GetType().Name} must be {range}; found {value}.");
    }
}
