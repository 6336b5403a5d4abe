using System.Numerics;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// y = max(x, 0), element by element; the derivative at 0 is 0. A ReLU right after a dense, convolutional, normalizing or residual layer is
/// computed together with it.
/// </summary>
public sealed record ReLU : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(Rectifier<T>));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Apply("Relu", x);
}

/// <summary>x above 0, slope · x else (Maas et al. 2013).</summary>
/// <param name="Slope">Above 0 and below 1. Default 0.01, as PyTorch.</param>
public sealed record LeakyReLU(double Slope = 0.01) : ActivationDefinition
{
    /// <inheritdoc/>
    public override void Validate()
    {
        if (Slope is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Slope), Slope, $"The slope must be above 0 and below 1; found {Slope}.");
    }

    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(new LeakyRectifier<T>(T.CreateTruncating(Slope)));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) =>
        graph.Node("LeakyRelu", [x], OnnxSetting.Of("alpha", (float)Slope));
}

/// <summary>The hyperbolic tangent, element by element.</summary>
public sealed record Tanh : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(HyperbolicTangent<T>));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Apply("Tanh", x);
}

/// <summary>The logistic function 1 / (1 + exp(−x)), element by element.</summary>
public sealed record Sigmoid : ActivationDefinition
{
    internal override Layer<T> Give<T>(IActivationUse<T> use) => use.Of(default(LogisticFunction<T>));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) => graph.Logistic(x);
}

/// <summary>y = f(x), element by element. Shapes: x, y [batch, …]. Backward: dx = f'(x) · dy.</summary>
internal sealed unsafe class ActivationLayer<T, TActivation>(Shape shape, TActivation activation) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public override bool KeepsOutputGradient => true;

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new ActivationRowLayer<T, TActivation>(OutputSize, activation);

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        TActivation.HasKink ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        fixed (T* px = x, py = y)
        {
            var forward = new ActivationForward<T, TActivation> { Activation = activation, X = px, Y = py };
            Elementwise.Run<ActivationForward<T, TActivation>, T>(pass.Workers, forward, x.Length);
        }
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        fixed (T* px = x, py = y, pdy = dy, pdx = dx)
        {
            var backward = new ActivationBackward<T, TActivation> { Activation = activation, X = px, Y = py, DY = pdy, DX = pdx };
            Elementwise.Run<ActivationBackward<T, TActivation>, T>(pass.Workers, backward, y.Length);
        }
    }
}

/// <summary>y = f(x), element by element, for one row.</summary>
internal sealed unsafe class ActivationRowLayer<T, TActivation>(int outputs, TActivation activation) : RowLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public override int Outputs => outputs;

    public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
    {
        fixed (T* px = x, py = y)
        {
            Elementwise.Run<ActivationForward<T, TActivation>, T>(
                new ActivationForward<T, TActivation> { Activation = activation, X = px, Y = py }, x.Length);
        }
    }
}

/// <summary>The gradient of a ReLU that is fused with the layer before: dy ← 0 where y is not above 0.</summary>
internal static unsafe class RectifierGradient
{
    public static void Apply<T>(WorkerPool workers, ReadOnlySpan<T> y, Span<T> dy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* py = y, pdy = dy)
        {
            var backward = new ActivationBackward<T, Rectifier<T>> { Y = py, DY = pdy, DX = pdy };
            Elementwise.Run<ActivationBackward<T, Rectifier<T>>, T>(workers, backward, y.Length);
        }
    }
}
