using System.Numerics;

namespace MlPipelines.Numerics.Losses;

/// <summary>What a training minimizes: an immutable value.</summary>
public abstract record LossDefinition
{
    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal virtual void Validate()
    {
    }

    internal abstract Loss<T> Build<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
