using MlPipelines.Numerics.Kernels.Activations;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// x / (1 + exp(−x)), element by element, also called swish (Elfwing et al. 2017, arXiv:1702.03118), as PyTorch's <c>SiLU</c>.
/// </summary>
public sealed record SiLU : ActivationDefinition
{
    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new ActivationLayer<T, SigmoidLinear<T>>(input, default);

    internal override Layer<T> BuildParametric<T>(Shape input, ParameterInfo weight) =>
        new ParametricActivationLayer<T, SigmoidLinear<T>>(input, weight, default);
}

/// <summary>
/// x · Φ(x) with the normal distribution function Φ, element by element (Hendrycks and Gimpel 2016, arXiv:1606.08415), as PyTorch's
/// <c>GELU</c> without approximation.
/// </summary>
public sealed record GELU : ActivationDefinition
{
    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new ActivationLayer<T, GaussianLinear<T>>(input, default);

    internal override Layer<T> BuildParametric<T>(Shape input, ParameterInfo weight) =>
        new ParametricActivationLayer<T, GaussianLinear<T>>(input, weight, default);
}

/// <summary>
/// λ x above 0, λ α (exp x − 1) else, element by element, with λ = 1.0507… and α = 1.6733… (Klambauer et al. 2017, arXiv:1706.02515), as
/// PyTorch's <c>SELU</c>.
/// </summary>
public sealed record SELU : ActivationDefinition
{
    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new ActivationLayer<T, ScaledExponentialLinear<T>>(input, default);

    internal override Layer<T> BuildParametric<T>(Shape input, ParameterInfo weight) =>
        new ParametricActivationLayer<T, ScaledExponentialLinear<T>>(input, weight, default);
}

/// <summary>
/// x · tanh(ln(1 + exp x)), element by element (Misra 2019, arXiv:1908.08681), as PyTorch's <c>Mish</c>.
/// </summary>
public sealed record Mish : ActivationDefinition
{
    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new ActivationLayer<T, SoftplusTanh<T>>(input, default);

    internal override Layer<T> BuildParametric<T>(Shape input, ParameterInfo weight) =>
        new ParametricActivationLayer<T, SoftplusTanh<T>>(input, weight, default);
}
