using System.Numerics;
using MlPipelines.Numerics.Initialization;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Randomness;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// Y = X Wᵀ + b, followed by max(·, 0) when fused with a ReLU. Shapes: X [batch, inputs], W [outputs, inputs], b [outputs], Y [batch, outputs].
/// Backward: dW = dYᵀ X, db = column sums of dY, dX = dY W, with dY first set to 0 where Y is 0 when rectified.
/// </summary>
internal sealed class DenseLayer<T>(Shape input, ParameterInfo weight, ParameterInfo bias, WeightInitialization initialization, bool rectify)
    : Layer<T>(input, bias.Shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Initialize(Span<T> parameters, Xoshiro256 random) =>
        Initializer.Fill(initialization, Slice(parameters, weight), Slice(parameters, bias), InputSize, OutputSize, random);

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters) => new DenseRowLayer<T>(Slice(parameters, weight), Slice(parameters, bias), rectify);

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        var w = Slice(pass.Parameters, weight);
        var b = Slice(pass.Parameters, bias);
        if (pass.Batch == 1)
            MatrixVector<T>.Multiply(w, x, b, y, rectify);
        else
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, OutputSize, InputSize,
                new MatrixView<T>(x, InputSize), MatrixView<T>.Transposed(w, InputSize), y, new Epilogue<T>(b, rectify));
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        BiasGradient<T>.Compute(pass.Workers, rectify ? y : default, dy, Slice(pass.Gradients, bias));
        MatrixProduct.Multiply(
            pass.Workers, OutputSize, InputSize, pass.Batch,
            MatrixView<T>.Transposed(dy, OutputSize), new MatrixView<T>(x, InputSize), Slice(pass.Gradients, weight), default);
        if (!dx.IsEmpty)
            MatrixProduct.Multiply(
                pass.Workers, pass.Batch, InputSize, OutputSize,
                new MatrixView<T>(dy, OutputSize), new MatrixView<T>(Slice(pass.Parameters, weight), InputSize), dx, default);
    }

    private static Span<T> Slice(Span<T> all, ParameterInfo part) => all.Slice(part.Offset, part.Length);

    private static ReadOnlySpan<T> Slice(ReadOnlySpan<T> all, ParameterInfo part) => all.Slice(part.Offset, part.Length);
}
