namespace MlPipelines.Numerics.Verification;

/// <summary>What is left of a function along a direction d at one step size ε.</summary>
/// <param name="Step">ε.</param>
/// <param name="FirstOrder">|g(x + εd) − g(x)|, which falls like ε.</param>
/// <param name="SecondOrder">|g(x + εd) − g(x) − ε dᵀ∇g(x)|, which falls like ε² exactly when the gradient is right.</param>
public sealed record TaylorPoint(double Step, double FirstOrder, double SecondOrder);
