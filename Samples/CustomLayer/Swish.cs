using System.Numerics;
using MlPipelines.Numerics.Layers;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.CustomLayer;

/// <summary>
/// y = x / (1 + exp(−β x)), with a β of its own for each input that is learned (Ramachandran et al. 2017, arXiv:1710.05941).
/// </summary>
/// <param name="Beta">Where every β starts. Default 1.</param>
public sealed record Swish(double Beta = 1) : LayerDefinition
{
    public override Shape OutputShape(Shape input) => input;

    public override long CountParameters(Shape input) => input.Size;

    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new SwishLayer<T>(input, layout.Add($"{path}.beta", input, ParameterRole.Scale), T.CreateTruncating(Beta));

    /// <summary>The layer in ONNX files; without it, a network that holds the layer has none.</summary>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) =>
        graph.Multiply(x, graph.Logistic(graph.Multiply(graph.Constant(numbers["beta"], input.ToOnnx()), x)));
}

/// <summary>
/// <see cref="Swish"/> at work. Shapes: x, y [batch, n], β [n]. Backward, with s = 1 / (1 + exp(−β x)): dx = dy (s + β x s (1 − s)), dβ = Σ
/// dy x² s (1 − s).
/// </summary>
public sealed class SwishLayer<T>(Shape shape, ParameterInfo beta, T start) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random) => beta.Of(parameters).Fill(start);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var b = beta.Of(pass.Parameters);
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] * Logistic(b[i % b.Length] * x[i]);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        var b = beta.Of(pass.Parameters);
        var db = beta.Of(pass.Gradients);
        db.Clear();
        for (var i = 0; i < x.Length; i++)
        {
            var s = Logistic(b[i % b.Length] * x[i]);
            db[i % b.Length] += dy[i] * x[i] * x[i] * s * (T.One - s);
            if (!dx.IsEmpty)
                dx[i] = dy[i] * (s + b[i % b.Length] * x[i] * s * (T.One - s));
        }
    }

    private static T Logistic(T value) => T.One / (T.One + T.Exp(-value));
}
