using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Onnx;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Layers;

/// <summary>
/// y = x + weight · (f(x) − x), element by element, with a trained weight for each element of a sample that starts at 1: between the
/// activation f at 1 and no activation at 0 (RealMLP: Holzmüller et al. 2024, arXiv:2407.04491). With ReLU it is PReLU (He et al. 2015).
/// Shapes: x, y any; weight as x.
/// </summary>
/// <param name="Function">The activation f, one of this library's.</param>
public sealed record ParametricActivation(LayerDefinition Function) : LayerDefinition
{
    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Validate()
    {
        ArgumentNullException.ThrowIfNull(Function);
        Function.Validate();
        if (Function is not ActivationDefinition)
        {
            throw new ArgumentException(
                $"A parametric activation needs an activation of this library, such as SiLU or ReLU; found {Function.GetType().Name}.",
                nameof(Function));
        }
    }

    /// <inheritdoc/>
    public override long CountParameters(Shape input) => input.Size;

    /// <inheritdoc/>
    public override Layer<T> Build<T>(Shape input, ParameterLayout layout, string path, bool rectify) =>
        ((ActivationDefinition)Function).Give(new Parametric<T>(input, layout.Add($"{path}.weight", input, ParameterRole.Scale)));

    private sealed class Parametric<T>(Shape input, ParameterInfo weight) : IActivationUse<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Layer<T> Of<TActivation>(TActivation activation)
            where TActivation : struct, IActivation<T> => new ParametricActivationLayer<T, TActivation>(input, weight, activation);
    }

    /// <inheritdoc/>
    public override OnnxValue ToOnnx(OnnxGraph graph, OnnxValue x, Shape input, LayerNumbers numbers)
    {
        var change = graph.Subtract(Function.ToOnnx(graph, x, input, numbers), x);
        return graph.Add(x, graph.Multiply(graph.Constant(numbers["weight"], input.ToOnnx()), change));
    }
}

/// <summary>
/// y = x + w · (f(x) − x). Shapes: x, y [batch, n], w [n]. Backward: dx = dy · (1 + w · (f'(x) − 1)), dw = Σ dy · (f(x) − x) over the
/// batch.
/// </summary>
internal sealed unsafe class ParametricActivationLayer<T, TActivation>(Shape shape, ParameterInfo weight, TActivation activation)
    : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TActivation : struct, IActivation<T>
{
    public override bool KeepsOutputGradient => true;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random) => weight.Of(parameters).Fill(T.One);

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new Row(weight.Of(parameters).ToArray(), activation);

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        TActivation.HasKink ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        fixed (T* px = x, py = y, pw = weight.Of(pass.Parameters))
            Columnwise.Run<Value, T>(pass.Workers, new Value { X = px, Y = py, W = pw, Activation = activation }, pass.Batch, InputSize);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        fixed (T* px = x, pdy = dy, pdx = dx, pw = weight.Of(pass.Parameters))
        {
            var slope = new Slope { X = px, DY = pdy, DX = dx.IsEmpty ? null : pdx, W = pw, Activation = activation };
            Columnwise.Sum(pass.Workers, slope, pass.Batch, weight.Of(pass.Gradients));
        }
    }

    private struct Value : IColumnwise<T>
    {
        public TActivation Activation;
        public T* X, Y, W;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var x = TSimd.Load(X + at);
            var y = TSimd.MultiplyAdd(TSimd.Load(W + column), TSimd.Subtract(Activation.Forward<TSimd, TVector>(x), x), x);
            TSimd.Store(Y + at, y);
            return y;
        }
    }

    private struct Slope : IColumnwise<T>
    {
        public TActivation Activation;
        public T* X, DY, DX, W;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var (x, dy, one) = (TSimd.Load(X + at), TSimd.Load(DY + at), TSimd.Create(T.One));
            var value = Activation.Forward<TSimd, TVector>(x);
            if (DX != null)
            {
                var steepness = TSimd.Subtract(Activation.Backward<TSimd, TVector>(x, value, one), one);
                TSimd.Store(DX + at, TSimd.Multiply(dy, TSimd.MultiplyAdd(TSimd.Load(W + column), steepness, one)));
            }

            return TSimd.Multiply(dy, TSimd.Subtract(value, x));
        }
    }

    private sealed class Row(T[] weights, TActivation activation) : RowLayer<T>
    {
        public override int Outputs => weights.Length;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
        {
            fixed (T* px = x, py = y, pw = weights)
                Columnwise.Run<Value, T>(WorkerPool.Single, new Value { X = px, Y = py, W = pw, Activation = activation }, 1, x.Length);
        }
    }
}
