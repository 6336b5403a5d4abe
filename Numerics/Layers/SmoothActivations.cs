using MlPipelines.Numerics.Kernels.Activations;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// x / (1 + exp(−x)), element by element, also called swish (Elfwing et al. 2017, arXiv:1702.03118), as PyTorch's <c>SiLU</c>.
/// </summary>
public sealed record SiLU : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(SigmoidLinear<T>));
}

/// <summary>
/// x · Φ(x) with the normal distribution function Φ, element by element (Hendrycks and Gimpel 2016, arXiv:1606.08415), as PyTorch's
/// <c>GELU</c> without approximation.
/// </summary>
public sealed record GELU : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(GaussianLinear<T>));
}

/// <summary>
/// λ x above 0, λ α (exp x − 1) else, element by element, with λ = 1.0507… and α = 1.6733… (Klambauer et al. 2017, arXiv:1706.02515), as
/// PyTorch's <c>SELU</c>.
/// </summary>
public sealed record SELU : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(ScaledExponentialLinear<T>));
}

/// <summary>
/// x · tanh(ln(1 + exp x)), element by element (Misra 2019, arXiv:1908.08681), as PyTorch's <c>Mish</c>.
/// </summary>
public sealed record Mish : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(SoftplusTanh<T>));
}
