using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Scaling;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// z = (x − center) · factor with each feature's median and one over the range of its middle half, then y = z / √(1 + (z/3)²), which keeps
/// outliers within ±3 (RealMLP: Holzmüller et al. 2024, arXiv:2407.04491). Center and factor follow from training rows, see
/// <see cref="RobustScale"/>; before, they are 0 and 1. They are not trained. Shapes: x, y [features].
/// </summary>
public sealed record RobustScaling : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) => new RobustScalingLayer<T>(
        input,
        layout.AddState($"{path}.center", input, ParameterRole.Statistic),
        layout.AddState($"{path}.factor", input, ParameterRole.Statistic));

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var limit = graph.Number(1e9f);
        var z = graph.Multiply(
            graph.Subtract(x, graph.Constant(numbers["center"], input.ToOnnx())), graph.Constant(numbers["factor"], input.ToOnnx()));
        z = graph.Min(graph.Max(z, graph.Apply("Neg", limit)), limit);
        var square = graph.Multiply(graph.Multiply(z, z), graph.Number((float)(1.0 / 9)));
        return graph.Divide(z, graph.Apply("Sqrt", graph.Add(square, graph.Number(1f))));
    }
}

/// <summary>z = (x − c) · f, y = z / √(1 + z²/9). Shapes: x, y [batch, n], c, f [n]. Backward: dx = dy · f · (1 + z²/9)^(−3/2).</summary>
internal sealed unsafe class RobustScalingLayer<T>(Shape input, ParameterInfo center, ParameterInfo factor) : Layer<T>(input, input)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool KeepsOutputGradient => true;

    public override bool LearnsFromRows => true;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random)
    {
        center.Of(state).Clear();
        factor.Of(state).Fill(T.One);
    }

    public override void Prepare(in Pass<T> pass, Span<T> parameters, ReadOnlySpan<T> x, Xoshiro256 random)
    {
        var values = new float[x.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = float.CreateTruncating(x[i]);
        var scale = RobustScale.Fit(values, pass.Batch, InputSize);
        for (var i = 0; i < InputSize; i++)
        {
            center.Of(pass.State)[i] = T.CreateTruncating(scale.Centers[i]);
            factor.Of(pass.State)[i] = T.CreateTruncating(scale.Factors[i]);
        }
    }

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new Row(center.Of(state).ToArray(), factor.Of(state).ToArray());

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        fixed (T* px = x, py = y, pc = center.Of(pass.State), pf = factor.Of(pass.State))
            Columnwise.Run<Value, T>(pass.Workers, new Value { X = px, Y = py, C = pc, F = pf }, pass.Batch, InputSize);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        if (dx.IsEmpty)
            return;
        fixed (T* px = x, pdy = dy, pdx = dx, pc = center.Of(pass.State), pf = factor.Of(pass.State))
            Columnwise.Run<Slope, T>(pass.Workers, new Slope { X = px, DY = pdy, DX = pdx, C = pc, F = pf }, pass.Batch, InputSize);
    }

    /// <summary>z, and 1 + z²/9. Beyond ±1e9, where y is ±3, z is taken for that, so that its square stays finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Z, TVector Square) Scale<TSimd, TVector>(TVector x, TVector c, TVector f)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var limit = T.CreateTruncating(1e9);
        var z = TSimd.Multiply(TSimd.Subtract(x, c), f);
        z = TSimd.Min(TSimd.Max(z, TSimd.Create(-limit)), TSimd.Create(limit));
        return (z, TSimd.MultiplyAdd(TSimd.Multiply(z, z), TSimd.Create(T.CreateTruncating(1.0 / 9)), TSimd.Create(T.One)));
    }

    private struct Value : IColumnwise<T>
    {
        public T* X, Y, C, F;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var (z, square) = Scale<TSimd, TVector>(TSimd.Load(X + at), TSimd.Load(C + column), TSimd.Load(F + column));
            var y = TSimd.Divide(z, TSimd.Sqrt(square));
            TSimd.Store(Y + at, y);
            return y;
        }
    }

    private struct Slope : IColumnwise<T>
    {
        public T* X, DY, DX, C, F;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var f = TSimd.Load(F + column);
            var (_, square) = Scale<TSimd, TVector>(TSimd.Load(X + at), TSimd.Load(C + column), f);
            var dx = TSimd.Divide(TSimd.Multiply(TSimd.Load(DY + at), f), TSimd.Multiply(square, TSimd.Sqrt(square)));
            TSimd.Store(DX + at, dx);
            return dx;
        }
    }

    private sealed class Row(T[] centers, T[] factors) : RowLayer<T>
    {
        public override int Outputs => centers.Length;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
        {
            fixed (T* px = x, py = y, pc = centers, pf = factors)
                Columnwise.Run<Value, T>(WorkerPool.Single, new Value { X = px, Y = py, C = pc, F = pf }, 1, x.Length);
        }
    }
}
