using System.Numerics;

namespace MlPipelines.Numerics.Optimizers;

/// <summary>How parameters follow their gradients: an immutable value.</summary>
public abstract record OptimizerOptions
{
    /// <summary>Step size, at least 0 and finite.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal virtual void Validate() => Require(double.IsFinite(LearningRate) && LearningRate >= 0, LearningRate, "learning rate", "finite and at least 0");

    /// <summary>Builds the optimizer with zero state for a flat buffer of <paramref name="count"/> parameters.</summary>
    internal abstract Optimizer<T> Build<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private protected void Require(bool holds, double value, string name, string range)
    {
        if (!holds)
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of {GetType().Name} must be {range}; found {value}.");
    }
}
