using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// y = weight · x with a trained weight for each element of a sample, which starts at 1: a soft choice of features (RealMLP: Holzmüller et
/// al. 2024, arXiv:2407.04491). Shapes: x, y any; weight as x.
/// </summary>
public sealed record FeatureScale : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => input.Size;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        new FeatureScaleLayer<T>(input, layout.Add($"{path}.weight", input, ParameterRole.Scale));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers) =>
        graph.Multiply(x, graph.Constant(numbers["weight"], input.ToOnnx()));
}

/// <summary>y = w · x. Shapes: x, y [batch, n], w [n]. Backward: dx = w · dy, dw = Σ x · dy over the batch.</summary>
internal sealed unsafe class FeatureScaleLayer<T>(Shape shape, ParameterInfo weight) : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random) => weight.Of(parameters).Fill(T.One);

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) => new Row(weight.Of(parameters).ToArray());

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        fixed (T* px = x, py = y, pw = weight.Of(pass.Parameters))
            Columnwise.Run<Product, T>(pass.Workers, new Product { X = px, Y = py, W = pw }, pass.Batch, InputSize);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        fixed (T* px = x, pdy = dy, pdx = dx, pw = weight.Of(pass.Parameters))
        {
            var slope = new Slope { X = px, DY = pdy, DX = dx.IsEmpty ? null : pdx, W = pw };
            Columnwise.Sum(pass.Workers, slope, pass.Batch, weight.Of(pass.Gradients));
        }
    }

    private struct Product : IColumnwise<T>
    {
        public T* X, Y, W;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var y = TSimd.Multiply(TSimd.Load(W + column), TSimd.Load(X + at));
            TSimd.Store(Y + at, y);
            return y;
        }
    }

    private struct Slope : IColumnwise<T>
    {
        public T* X, DY, DX, W;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var dy = TSimd.Load(DY + at);
            var slope = TSimd.Multiply(TSimd.Load(X + at), dy);
            if (DX != null)
                TSimd.Store(DX + at, TSimd.Multiply(TSimd.Load(W + column), dy));
            return slope;
        }
    }

    private sealed class Row(T[] weights) : RowLayer<T>
    {
        public override int Outputs => weights.Length;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
        {
            fixed (T* px = x, py = y, pw = weights)
                Columnwise.Run<Product, T>(WorkerPool.Single, new Product { X = px, Y = py, W = pw }, 1, x.Length);
        }
    }
}
