namespace MlPipelines.Numerics.Verification;

/// <summary>What the tests of one gradient found.</summary>
/// <param name="Name">What the gradient is of.</param>
/// <param name="Kind">Layer, loss or network.</param>
/// <param name="Dimension">Numbers that the gradient is by.</param>
/// <param name="Taylor">The Taylor test.</param>
/// <param name="Draws">Places drawn until no step crossed a kink.</param>
public sealed record VerificationResult(string Name, VerificationKind Kind, int Dimension, TaylorCurve Taylor, int Draws)
{
    /// <summary>How far a first-order slope may lie from 1.</summary>
    public const double FirstTolerance = 0.05;

    /// <summary>How far a second-order slope may lie from 2.</summary>
    public const double SecondTolerance = 0.1;

    /// <summary>
    /// How far the two products of the transpose test may differ, relative to the size of their factors: rounding of sums of some thousand
    /// terms.
    /// </summary>
    public const double TransposeTolerance = 1e-12;

    /// <summary>The Jacobian test of a layer; null for losses and networks.</summary>
    public TaylorCurve? Jacobian { get; init; }

    /// <summary>The difference of uᵀ(J d) and (Jᵀ u)ᵀ d of a layer, relative to ‖u‖ · ‖J d‖; null for losses and networks.</summary>
    public double? TransposeError { get; init; }

    /// <summary>Whether every slope and product is what a right gradient gives.</summary>
    public bool Passed =>
        HasSlopes(Taylor) && (Jacobian is not { } jacobian || HasNormSlopes(jacobian))
        && (TransposeError is not { } error || error <= TransposeTolerance);

    private static bool HasSlopes(TaylorCurve curve) =>
        Math.Abs(curve.FirstSlope - 1) <= FirstTolerance && Math.Abs(curve.SecondSlope - 2) <= SecondTolerance;

    /// <summary>A layer without a second order of its own leaves rounding alone.</summary>
    private static bool HasNormSlopes(TaylorCurve curve) =>
        Math.Abs(curve.FirstSlope - 1) <= FirstTolerance && (curve.IsLinear || Math.Abs(curve.SecondSlope - 2) <= SecondTolerance);
}

/// <summary>What a gradient is of.</summary>
public enum VerificationKind
{
    /// <summary>A layer by itself: the outputs by inputs and parameters.</summary>
    Layer,

    /// <summary>A loss by the scores.</summary>
    Loss,

    /// <summary>A whole network's loss by inputs and parameters.</summary>
    Network,
}
