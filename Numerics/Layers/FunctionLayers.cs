using System.Numerics;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// x / (1 + exp(−x)), element by element, also called swish (Elfwing et al. 2017, arXiv:1702.03118), as PyTorch's <c>SiLU</c>.
/// </summary>
public sealed record SiLU : LayerDefinition, IFunctionDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => null;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new FunctionLayer<T, SigmoidLinear<T>>(input, default);

    Layer<T> IFunctionDefinition.BuildParametric<T>(Shape input, ParameterInfo share) =>
        new ParametricActivationLayer<T, SigmoidLinear<T>>(input, share, default);
}

/// <summary>
/// x · Φ(x) with the normal distribution function Φ, element by element (Hendrycks and Gimpel 2016, arXiv:1606.08415), as PyTorch's
/// <c>GELU</c> without approximation.
/// </summary>
public sealed record GELU : LayerDefinition, IFunctionDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => null;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new FunctionLayer<T, GaussianLinear<T>>(input, default);

    Layer<T> IFunctionDefinition.BuildParametric<T>(Shape input, ParameterInfo share) =>
        new ParametricActivationLayer<T, GaussianLinear<T>>(input, share, default);
}

/// <summary>
/// λ x above 0, λ α (exp x − 1) else, element by element, with λ = 1.0507… and α = 1.6733… (Klambauer et al. 2017, arXiv:1706.02515), as
/// PyTorch's <c>SELU</c>.
/// </summary>
public sealed record SELU : LayerDefinition, IFunctionDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => null;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new FunctionLayer<T, ScaledExponentialLinear<T>>(input, default);

    Layer<T> IFunctionDefinition.BuildParametric<T>(Shape input, ParameterInfo share) =>
        new ParametricActivationLayer<T, ScaledExponentialLinear<T>>(input, share, default);
}

/// <summary>x · tanh(ln(1 + exp x)), element by element (Misra 2019, arXiv:1908.08681), as PyTorch's <c>Mish</c>.</summary>
public sealed record Mish : LayerDefinition, IFunctionDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override ImageLayout? LayoutOf(Shape input) => null;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new FunctionLayer<T, SoftplusTanh<T>>(input, default);

    Layer<T> IFunctionDefinition.BuildParametric<T>(Shape input, ParameterInfo share) =>
        new ParametricActivationLayer<T, SoftplusTanh<T>>(input, share, default);
}

/// <summary>An activation that may be part of a <see cref="ParametricActivation"/>.</summary>
internal interface IFunctionDefinition
{
    /// <summary>Builds the layer y = x + share · (f(x) − x), with a share for each element of a sample.</summary>
    Layer<T> BuildParametric<T>(Shape input, ParameterInfo share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>y = f(x), element by element. Shapes: x, y [batch, …]. Backward: dx = f'(x) · dy.</summary>
internal sealed unsafe class FunctionLayer<T, TFunction>(Shape shape, TFunction function) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IFunction<T>
{
    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new Row(OutputSize, function);

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        TFunction.HasKink ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        fixed (T* px = x, py = y)
        {
            var forward = new FunctionForward<T, TFunction> { Function = function, X = px, Y = py };
            Elementwise.Run<FunctionForward<T, TFunction>, T>(pass.Workers, forward, x.Length);
        }
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        fixed (T* px = x, pdy = dy, pdx = dx)
        {
            var backward = new FunctionBackward<T, TFunction> { Function = function, X = px, DY = pdy, DX = pdx };
            Elementwise.Run<FunctionBackward<T, TFunction>, T>(pass.Workers, backward, x.Length);
        }
    }

    private sealed class Row(int outputs, TFunction function) : RowLayer<T>
    {
        public override int Outputs => outputs;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
        {
            fixed (T* px = x, py = y)
            {
                Elementwise.Run<FunctionForward<T, TFunction>, T>(
                    new FunctionForward<T, TFunction> { Function = function, X = px, Y = py }, x.Length);
            }
        }
    }
}
