using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>Two-dimensional convolution, channels last, with weights in the order [outputs, inputs, kernel height, kernel width].</summary>
internal static class Convolution
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
        WorkerPool workers, int batch, ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> weight, ReadOnlySpan<T> bias, Span<T> y, bool rectify = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(batch, shape, x.Length, weight.Length, bias.Length, y.Length);
        ConvolutionScalar.Forward(batch, shape, x, weight, bias, y, rectify);
    }

    /// <summary>The loss's gradient by x. Overwrites dx.</summary>
    /// <param name="dy">[batch, output height, output width, outputs].</param>
    /// <param name="weight">[outputs, inputs, kernel height, kernel width].</param>
    /// <param name="dx">[batch, input height, input width, inputs].</param>
    public static void InputGradient<T>(WorkerPool workers, int batch, ConvolutionShape shape, ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(batch, shape, dx.Length, weight.Length, 0, dy.Length);
        ConvolutionScalar.InputGradient(batch, shape, dy, weight, dx);
    }

    /// <summary>The loss's gradients by weight and bias, sums over the batch. Overwrites both.</summary>
    /// <param name="x">[batch, input height, input width, inputs].</param>
    /// <param name="dy">[batch, output height, output width, outputs].</param>
    /// <param name="dWeight">[outputs, inputs, kernel height, kernel width].</param>
    /// <param name="dBias">[outputs], or empty when it is not wanted.</param>
    public static void WeightGradient<T>(WorkerPool workers, int batch, ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dWeight, Span<T> dBias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(batch, shape, x.Length, dWeight.Length, dBias.Length, dy.Length);
        ConvolutionScalar.WeightGradient(batch, shape, x, dy, dWeight, dBias);
    }

    private static void Check(int batch, ConvolutionShape shape, int x, int weight, int bias, int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        if (x != (long)batch * shape.InputSize || y != (long)batch * shape.OutputSize || weight != shape.WeightSize || (bias != 0 && bias != shape.OutputChannels))
            throw new ArgumentException(
                $"A convolution of {batch} samples needs {(long)batch * shape.InputSize} inputs, {(long)batch * shape.OutputSize} outputs, {shape.WeightSize} weights and {shape.OutputChannels} or no biases; found {x}, {y}, {weight} and {bias}.");
    }
}
