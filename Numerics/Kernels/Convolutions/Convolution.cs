using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// Two-dimensional convolution, channels last, with weights in PyTorch's order [outputs, inputs, kernel height, kernel width]. Each output
/// and each gradient by the input depends on its own sample alone; sums over the batch are taken in a fixed order: any number of threads
/// gives the same bits.
/// </summary>
internal static unsafe class Convolution
{
    /// <summary>y = x * weight + bias, then max(·, 0) when rectified. Overwrites y.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="batch">Number of samples, at least 0.</param>
    /// <param name="shape">All sizes.</param>
    /// <param name="x">[batch, input height, input width, inputs].</param>
    /// <param name="weight">[outputs, inputs, kernel height, kernel width].</param>
    /// <param name="bias">[outputs], or empty.</param>
    /// <param name="y">[batch, output height, output width, outputs].</param>
    /// <param name="rectify">Whether negative results become 0.</param>
    public static void Forward<T>(
        WorkerPool workers, int batch, ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias,
            Span<T> y, bool rectify = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Forward(workers, batch, shape, x, weight, bias, default, default, y, rectify);

    /// <summary>As above, with (x * weight + bias) · scale + shift in place of x * weight + bias.</summary>
    /// <param name="scale">[outputs], or empty for none.</param>
    /// <param name="shift">[outputs], or empty without a scale.</param>
    public static void Forward<T>(
        WorkerPool workers, int batch, ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias,
        ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, Span<T> y, bool rectify)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(batch, shape, x.Length, weight.Length, bias.Length, y.Length);
        if (scale.Length != shift.Length || (!scale.IsEmpty && scale.Length != shape.OutputChannels))
        {
            throw new ArgumentException(
                $"A convolution needs {shape.OutputChannels} or no factors and shifts; found {scale.Length} and {shift.Length}.");
        }

        fixed (T* px = x, pWeight = weight, pBias = bias, pScale = scale, pShift = shift, py = y)
        {
            var call = new ForwardCall<T>
            {
                Workers = workers,
                Batch = batch,
                Shape = shape,
                X = px,
                Weight = pWeight,
                Finish = new ConvolutionFinish<T>(pBias, pScale, pShift, rectify),
                Y = py,
            };
            SimdDispatch.Run<ForwardCall<T>, T>(ref call);
        }
    }

    /// <summary>The loss's gradient by x. Overwrites dx.</summary>
    /// <param name="dy">[batch, output height, output width, outputs].</param>
    /// <param name="weight">[outputs, inputs, kernel height, kernel width].</param>
    /// <param name="dx">[batch, input height, input width, inputs].</param>
    public static void InputGradient<T>(
        WorkerPool workers, int batch, ConvolutionShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(batch, shape, dx.Length, weight.Length, 0, dy.Length);
        fixed (T* pdy = dy, pWeight = weight, pdx = dx)
        {
            var call = new InputGradientCall<T> { Workers = workers, Batch = batch, Shape = shape, DY = pdy, Weight = pWeight, DX = pdx };
            SimdDispatch.Run<InputGradientCall<T>, T>(ref call);
        }
    }

    /// <summary>The loss's gradients by weight and bias, sums over the batch. Overwrites both.</summary>
    /// <param name="x">[batch, input height, input width, inputs].</param>
    /// <param name="dy">[batch, output height, output width, outputs].</param>
    /// <param name="dWeight">[outputs, inputs, kernel height, kernel width].</param>
    /// <param name="dBias">[outputs], or empty when it is not wanted.</param>
    public static void WeightGradient<T>(
        WorkerPool workers, int batch, ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dWeight, Span<T> dBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(batch, shape, x.Length, dWeight.Length, dBias.Length, dy.Length);
        if (!dBias.IsEmpty)
            ChannelSums<T>.Compute(workers, dy, dBias);
        fixed (T* px = x, pdy = dy, pdWeight = dWeight)
        {
            var call = new WeightGradientCall<T> { Workers = workers, Batch = batch, Shape = shape, X = px, DY = pdy, DWeight = pdWeight };
            SimdDispatch.Run<WeightGradientCall<T>, T>(ref call);
        }
    }

    private static void Check(int batch, ConvolutionShape shape, int x, int weight, int bias, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        if (x != (long)batch * shape.InputSize || y != (long)batch * shape.OutputSize || weight != shape.WeightSize
            || (bias != 0 && bias != shape.OutputChannels))
        {
            throw new ArgumentException(
                $"A convolution of {batch} samples needs {(long)batch * shape.InputSize} inputs, {(long)batch * shape.OutputSize} outputs, "
                    + $"{shape.WeightSize} weights and {shape.OutputChannels} or no biases; found {x}, {y}, {weight} and {bias}.");
        }
    }

    /// <summary>
    /// The ways for large filters, and for fewer samples than threads, which pack filters panel by panel. False: nothing was done.
    /// </summary>
    private static bool TryPanels<TSimd, TVector, T>(
        WorkerPool workers, int batch, ConvolutionShape shape, T* x, ConvolutionFilters<T> filters, ConvolutionFinish<T> finish, T* y)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!TinyImages.SuitsPanels<T>(shape))
        {
            if (batch >= workers.Threads || WinogradShape.Suits(shape))
                return false;
            PanelConvolution<TSimd, TVector, T>.Run(workers, batch, shape, x, filters, finish, y);
            return true;
        }

        if (TinyImages.Suits(shape) || !WinogradShape.Suits(shape))
            PanelConvolution<TSimd, TVector, T>.Run(workers, batch, shape, x, filters, finish, y);
        else if (WinogradShape.SuitsPanels(shape))
            WinogradPanelConvolution<TSimd, TVector, T>.Run(workers, batch, shape, x, filters, finish, y);
        else
            return false;
        return true;
    }

    private struct ForwardCall<T> : ISimdKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public WorkerPool Workers;
        public ConvolutionShape Shape;
        public int Batch;
        public T* X, Weight, Y;
        public ConvolutionFinish<T> Finish;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var (inputs, outputs, places) = (Shape.InputChannels, Shape.OutputChannels, Shape.KernelHeight * Shape.KernelWidth);
            if (TryPanels<TSimd, TVector, T>(
                Workers, Batch, Shape, X, new ConvolutionFilters<T>(Shape, Weight, mirrored: false), Finish, Y))
            {
                return;
            }

            var winograd = WinogradShape.Suits(Shape);
            var padded = VectorPadding.Of<T>(outputs);
            var ordered = ThreadBuffers<T>.ForB(checked(Shape.Taps * padded));
            FilterOrder.OutputsLast(Shape, Weight, padded, ordered);
            var size = checked((winograd ? 36 * inputs : Shape.Taps) * padded);
            var packed = ThreadBuffers<T>.ForPartials(checked(size + ConvolutionFinish<T>.Room(padded)));
            var finish = Finish.Padded(outputs, padded, packed + size);
            if (winograd)
            {
                WinogradFilters<TSimd, TVector, T>.Transform(ordered, inputs, outputs, padded, false, packed);
                WinogradConvolution<TSimd, TVector, T>.Run(Workers, Batch, Shape, X, packed, finish, Y);
                return;
            }

            FilterOrder.Panels<TSimd, TVector, T>(
                ordered, inputs, places, outputs, padded, ConvolutionTile<TSimd, TVector, T>.PanelWidth, false, packed);
            DirectConvolution<TSimd, TVector, T>.Run(Workers, Batch, Shape, X, packed, finish, Y);
        }
    }

    private struct InputGradientCall<T> : ISimdKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public WorkerPool Workers;
        public ConvolutionShape Shape;
        public int Batch;
        public T* DY, Weight, DX;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var places = Shape.KernelHeight * Shape.KernelWidth;
            if (GatheredGradient.Suits<TSimd, TVector, T>(Shape))
            {
                var mirrored = GatheredGradient.Mirror(Shape);
                var (inputs, outputs) = (mirrored.InputChannels, mirrored.OutputChannels);
                if (TryPanels<TSimd, TVector, T>(
                    Workers, Batch, mirrored, DY, new ConvolutionFilters<T>(mirrored, Weight, mirrored: true), default, DX))
                {
                    return;
                }

                var winograd = WinogradShape.Suits(mirrored);

                var padded = VectorPadding.Of<T>(outputs);
                var ordered = ThreadBuffers<T>.ForB(checked(mirrored.Taps * padded));
                FilterOrder.InputsLast(Shape, Weight, padded, ordered);
                var packed = ThreadBuffers<T>.ForPartials(checked((winograd ? 36 * inputs : mirrored.Taps) * padded));
                if (winograd)
                {
                    WinogradFilters<TSimd, TVector, T>.Transform(ordered, inputs, outputs, padded, true, packed);
                    WinogradConvolution<TSimd, TVector, T>.Run(Workers, Batch, mirrored, DY, packed, default, DX);
                    return;
                }

                FilterOrder.Panels<TSimd, TVector, T>(
                    ordered, inputs, places, outputs, padded, ConvolutionTile<TSimd, TVector, T>.PanelWidth, true, packed);
                DirectConvolution<TSimd, TVector, T>.Run(Workers, Batch, mirrored, DY, packed, default, DX);
                return;
            }

            var inputsLast = ThreadBuffers<T>.ForB(Shape.WeightSize);
            FilterOrder.InputsLast(Shape, Weight, Shape.InputChannels, inputsLast);
            var panels = ThreadBuffers<T>.ForPartials(ScatteredGradient<TSimd, TVector, T>.PackedSize(Shape));
            ScatteredGradient<TSimd, TVector, T>.Pack(Shape, inputsLast, panels);
            ScatteredGradient<TSimd, TVector, T>.Run(Workers, Batch, Shape, DY, panels, DX);
        }
    }

    private struct WeightGradientCall<T> : ISimdKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public WorkerPool Workers;
        public ConvolutionShape Shape;
        public int Batch;
        public T* X, DY, DWeight;

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            if (TapWeightGradient<TSimd, TVector, T>.Fits(Shape) && (TinyImages.Suits(Shape) || !WinogradShape.Suits(Shape)))
                TapWeightGradient<TSimd, TVector, T>.Run(Workers, Batch, Shape, X, DY, DWeight);
            else if (WinogradShape.SuitsWeightGradient(Shape))
                WinogradWeightGradient<TSimd, TVector, T>.Run(Workers, Batch, Shape, X, DY, DWeight);
            else if (WinogradShape.Suits(Shape))
                WinogradBlockGradient<TSimd, TVector, T>.Run(Workers, Batch, Shape, X, DY, DWeight);
            else
                PatchWeightGradient<TSimd, TVector, T>.Run(Workers, Batch, Shape, X, DY, DWeight);
        }
    }
}
