namespace MlPipelines.Numerics.Trees;

/// <summary>What the gain of a split is measured with. Leaves have Newton values, −G / (H + λ), in both cases.</summary>
public enum SplitCriterion
{
    /// <summary>G² / (H + λ), H the sum of second derivatives.</summary>
    Newton,

    /// <summary>G² / (W + λ), W the sum of example weights (without those of classes): least squares on the gradients, as in MART and FastTree.</summary>
    Gradient,
}
