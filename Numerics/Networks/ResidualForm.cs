namespace MlPipelines.Numerics.Networks;

/// <summary>Where the activations σ of a dense residual block stand.</summary>
public enum ResidualForm
{
    /// <summary>x + W₂ σ(W₁ x + b): one activation, a path for x that nothing interrupts.</summary>
    Single,

    /// <summary>σ(x + W₂ σ(W₁ x + b₁) + b₂): a second activation behind the sum (He et al. 2015, arXiv:1512.03385).</summary>
    ActivatedSum,

    /// <summary>x + W₂ σ(W₁ σ(x) + b₁) + b₂: a second activation before the first product (He et al. 2016, arXiv:1603.05027).</summary>
    ActivatedInput,
}
