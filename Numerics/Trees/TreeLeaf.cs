namespace MlPipelines.Numerics.Trees;

/// <summary>A leaf: what it adds to the score (the learning rate included), its training examples and their second derivatives.</summary>
public readonly record struct TreeLeaf(float Value, long Examples, double Hessian);
