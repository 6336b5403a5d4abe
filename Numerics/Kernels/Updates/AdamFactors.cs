using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Updates;

/// <summary>The numbers of one Adam step that are the same for every parameter.</summary>
internal readonly struct AdamFactors<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Beta1 { get; init; }

    public T Beta2 { get; init; }

    public T OneMinusBeta1 { get; init; }

    public T OneMinusBeta2 { get; init; }

    public T Epsilon { get; init; }

    /// <summary>rate / (1 − β₁ᵗ).</summary>
    public T StepSize { get; init; }

    /// <summary>1 / √(1 − β₂ᵗ).</summary>
    public T InverseRootCorrection { get; init; }

    /// <summary>Coupled L2 penalty, 0 for none.</summary>
    public T Decay { get; init; }

    /// <summary>1 − rate · decoupled decay, 1 for none.</summary>
    public T Keep { get; init; }
}
