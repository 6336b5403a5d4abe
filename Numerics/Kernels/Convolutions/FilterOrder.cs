using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// Copies filters between PyTorch's order and those in which kernels read them. Taps are places in the window, row by row.
/// </summary>
internal static unsafe class FilterOrder
{
    /// <summary>
    /// target[input, tap, output] = weight[output, input, tap], each row of outputs filled up with zeros to <paramref name="padded"/>.
    /// </summary>
    public static void OutputsLast<T>(ConvolutionShape shape, T* weight, int padded, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Transposition.Pack(weight, shape.Taps, shape.OutputChannels, shape.Taps, padded, target);

    /// <summary>
    /// target[output, tap, input] = weight[output, input, tap], each row of inputs filled up with zeros to <paramref name="padded"/>.
    /// </summary>
    public static void InputsLast<T>(ConvolutionShape shape, T* weight, int padded, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (channels, places) = (shape.InputChannels, shape.KernelHeight * shape.KernelWidth);
        for (var k = 0; k < shape.OutputChannels; k++)
            Transposition.Pack(weight + (nint)k * shape.Taps, places, channels, places, padded, target + (nint)k * places * padded);
    }

    /// <summary>The way back from [output, tap, input] with rows of <paramref name="stride"/> elements for each output.</summary>
    public static void FromInputsLast<T>(ConvolutionShape shape, T* source, nint stride, T* weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (channels, places) = (shape.InputChannels, shape.KernelHeight * shape.KernelWidth);
        for (var k = 0; k < shape.OutputChannels; k++)
            Transposition.Pack(source + k * stride, channels, places, channels, places, weight + (nint)k * shape.Taps);
    }

    /// <summary>
    /// Panels of <paramref name="width"/> outputs (the last one vector wide where that is enough), each [tap, input, outputs of the panel],
    /// from [input, tap, padded outputs].
    /// </summary>
    /// <param name="flip">Whether taps are read backwards, for the gradient by the input.</param>
    public static void Panels<TSimd, TVector, T>(
        T* source, int inputs, int places, int outputs, int padded, int width, bool flip, T* target)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var j = 0; j < outputs; j += width)
        {
            var own = outputs - j <= TSimd.Count ? TSimd.Count : width;
            for (var tap = 0; tap < places; tap++)
            {
                var from = source + (nint)(flip ? places - 1 - tap : tap) * padded + j;
                for (var c = 0; c < inputs; c++, from += (nint)places * padded, target += own)
                {
                    for (var v = 0; v < own; v += TSimd.Count)
                        TSimd.Store(target + v, TSimd.Load(from + v));
                }
            }
        }
    }
}
