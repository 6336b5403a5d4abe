using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Onnx;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// x / (1 + exp(−x)), element by element, also called swish (Elfwing et al. 2017, arXiv:1702.03118), as PyTorch's <c>SiLU</c>.
/// </summary>
public sealed record SiLU : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(SigmoidLinear<T>));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) =>
        graph.Multiply(x, graph.Logistic(x));
}

/// <summary>
/// x · Φ(x) with the normal distribution function Φ, element by element (Hendrycks and Gimpel 2016, arXiv:1606.08415), as PyTorch's
/// <c>GELU</c> without approximation.
/// </summary>
public sealed record GELU : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(GaussianLinear<T>));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var error = graph.Apply("Erf", graph.Multiply(x, graph.Number((float)Math.Sqrt(0.5))));
        return graph.Multiply(x, graph.Multiply(graph.Number(0.5f), graph.Add(graph.Number(1f), error)));
    }
}

/// <summary>
/// λ x above 0, λ α (exp x − 1) else, element by element, with λ = 1.0507… and α = 1.6733… (Klambauer et al. 2017, arXiv:1706.02515), as
/// PyTorch's <c>SELU</c>.
/// </summary>
public sealed record SELU : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(ScaledExponentialLinear<T>));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Node(
        "Selu", [x], OnnxSetting.Of("alpha", 1.67326324f), OnnxSetting.Of("gamma", 1.05070099f));
}

/// <summary>
/// x · tanh(ln(1 + exp x)), element by element (Misra 2019, arXiv:1908.08681), as PyTorch's <c>Mish</c>.
/// </summary>
public sealed record Mish : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(SoftplusTanh<T>));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        // tanh(ln(1 + e)) = n / (n + 2) with n = e (e + 2); beyond 20 it is 1.
        var two = graph.Number(2f);
        var e = graph.Apply("Exp", graph.Min(x, graph.Number(20f)));
        var n = graph.Multiply(e, graph.Add(e, two));
        return graph.Multiply(x, graph.Divide(n, graph.Add(n, two)));
    }
}
