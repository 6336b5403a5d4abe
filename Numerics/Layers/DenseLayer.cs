using System.Numerics;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Y = X Wᵀ + b, followed by max(·, 0) when fused with a ReLU. Shapes: X [batch, inputs], W [outputs, inputs], b [outputs] or none, Y [batch, outputs].
/// Backward: dW = dYᵀ X, db = column sums of dY, dX = dY W, with dY first set to 0 where Y is 0 when rectified.
/// </summary>
internal sealed class DenseLayer<T>(Shape input, ParameterInfo weight, ParameterInfo? bias, WeightInitialization initialization, bool rectify)
    : Layer<T>(input, new Shape(weight.Shape[0]))
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => !rectify;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random) =>
        Initializer.Fill(initialization, weight.Of(parameters), bias is null ? default : bias.Of(parameters), InputSize, OutputSize, random);

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new DenseRowLayer<T>(weight.Of(parameters), Bias(parameters), OutputSize, rectify);

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) => rectify ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var w = weight.Of(pass.Parameters);
        var b = Bias(pass.Parameters);
        if (pass.Batch == 1 && !b.IsEmpty)
            MatrixVector<T>.Multiply(w, x, b, y, rectify);
        else
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, OutputSize, InputSize,
                new MatrixView<T>(x, InputSize), MatrixView<T>.Transposed(w, InputSize), y, new Epilogue<T>(b, rectify));
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (bias is not null)
            BiasGradient<T>.Compute(pass.Workers, rectify ? y : default, dy, bias.Of(pass.Gradients));
        else if (rectify)
            RectifierGradient.Apply(pass.Workers, y, dy);
        MatrixProduct.Multiply(
            pass.Workers, OutputSize, InputSize, pass.Batch,
            MatrixView<T>.Transposed(dy, OutputSize), new MatrixView<T>(x, InputSize), weight.Of(pass.Gradients), default);
        if (!dx.IsEmpty)
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, InputSize, OutputSize,
                new MatrixView<T>(dy, OutputSize), new MatrixView<T>(weight.Of(pass.Parameters), InputSize), dx, default);
    }

    private ReadOnlySpan<T> Bias(ReadOnlySpan<T> parameters) => bias is null ? default : bias.Of(parameters);
}
