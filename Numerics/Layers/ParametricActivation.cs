using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Activations;
using MlPipelines.Numerics.Kernels.Simd;
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
        if (Function is not IFunctionDefinition)
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
        ((IFunctionDefinition)Function).BuildParametric<T>(input, layout.Add($"{path}.weight", input, ParameterRole.Scale));
}

/// <summary>
/// y = x + w · (f(x) − x). Shapes: x, y [batch, n], w [n]. Backward: dx = dy · (1 + w · (f'(x) − 1)), dw = Σ dy · (f(x) − x) over the
/// batch.
/// </summary>
internal sealed unsafe class ParametricActivationLayer<T, TFunction>(Shape shape, ParameterInfo weight, TFunction function)
    : Layer<T>(shape, shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IFunction<T>
{
    public override bool KeepsOutputGradient => true;

    public override void Initialize(Span<T> parameters, Span<T> state, Xoshiro256 random) => weight.Of(parameters).Fill(T.One);

    public override RowLayer<T> PrepareRow(ReadOnlySpan<T> parameters, ReadOnlySpan<T> state) =>
        new Row(weight.Of(parameters).ToArray(), function);

    public override ulong Kinks(LayerWorkspace? workspace, ReadOnlySpan<T> y, ulong pattern) =>
        TFunction.HasKink ? KinkPattern.Signs(y, pattern) : pattern;

    public override void Forward(in Pass<T> pass, ReadOnlySpan<T> x, Span<T> y)
    {
        fixed (T* px = x, py = y, pw = weight.Of(pass.Parameters))
            Columnwise.Run<Value, T>(pass.Workers, new Value { X = px, Y = py, W = pw, Function = function }, pass.Batch, InputSize);
    }

    public override void Backward(in Pass<T> pass, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy, Span<T> dx)
    {
        fixed (T* px = x, pdy = dy, pdx = dx, pw = weight.Of(pass.Parameters))
        {
            var slope = new Slope { X = px, DY = pdy, DX = dx.IsEmpty ? null : pdx, W = pw, Function = function };
            Columnwise.Sum(pass.Workers, slope, pass.Batch, weight.Of(pass.Gradients));
        }
    }

    private struct Value : IColumnwise<T>
    {
        public TFunction Function;
        public T* X, Y, W;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var x = TSimd.Load(X + at);
            var y = TSimd.MultiplyAdd(TSimd.Load(W + column), TSimd.Subtract(Function.Value<TSimd, TVector>(x), x), x);
            TSimd.Store(Y + at, y);
            return y;
        }
    }

    private struct Slope : IColumnwise<T>
    {
        public TFunction Function;
        public T* X, DY, DX, W;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var (x, dy, one) = (TSimd.Load(X + at), TSimd.Load(DY + at), TSimd.Create(T.One));
            if (DX != null)
            {
                var steepness = TSimd.Subtract(Function.Derivative<TSimd, TVector>(x), one);
                TSimd.Store(DX + at, TSimd.Multiply(dy, TSimd.MultiplyAdd(TSimd.Load(W + column), steepness, one)));
            }

            return TSimd.Multiply(dy, TSimd.Subtract(Function.Value<TSimd, TVector>(x), x));
        }
    }

    private sealed class Row(T[] weights, TFunction function) : RowLayer<T>
    {
        public override int Outputs => weights.Length;

        public override void Forward(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch)
        {
            fixed (T* px = x, py = y, pw = weights)
                Columnwise.Run<Value, T>(WorkerPool.Single, new Value { X = px, Y = py, W = pw, Function = function }, 1, x.Length);
        }
    }
}
