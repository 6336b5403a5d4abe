namespace MlPipelines.Numerics.Verification;

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
