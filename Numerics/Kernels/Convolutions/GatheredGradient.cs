using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// With stride 1 the gradient by the input is itself a convolution: of dy, padded with zeros, with the filters turned by half a turn and inputs and
/// outputs exchanged. It wins over <see cref="ScatteredGradient{TSimd, TVector, T}"/> unless much of it would be products with padding.
/// </summary>
internal static class GatheredGradient
{
    /// <summary>Adding a window back costs about as much as four multiply-adds for each of its vectors.</summary>
    private const int ScatterCost = 4;

    /// <summary>Compares the vector multiply-adds of both ways.</summary>
    public static bool Suits<TSimd, TVector, T>(ConvolutionShape shape)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (shape.StrideY != 1 || shape.StrideX != 1 || shape.PaddingY >= shape.KernelHeight || shape.PaddingX >= shape.KernelWidth)
            return false;
        if (WinogradShape.Suits(Mirror(shape)))
            return true;
        var gathered = (long)shape.InputHeight * shape.InputWidth * shape.KernelHeight * shape.KernelWidth * shape.OutputChannels * Vectors(shape.InputChannels);
        var scattered = (long)shape.OutputHeight * shape.OutputWidth * (shape.OutputChannels + ScatterCost) * Vectors(shape.Taps);
        return gathered <= scattered;

        static int Vectors(int count) => (count + TSimd.Count - 1) / TSimd.Count;
    }

    /// <summary>The convolution from dy to dx.</summary>
    public static ConvolutionShape Mirror(ConvolutionShape shape) => new()
    {
        InputChannels = shape.OutputChannels,
        InputHeight = shape.OutputHeight,
        InputWidth = shape.OutputWidth,
        OutputChannels = shape.InputChannels,
        KernelHeight = shape.KernelHeight,
        KernelWidth = shape.KernelWidth,
        PaddingY = shape.KernelHeight - 1 - shape.PaddingY,
        PaddingX = shape.KernelWidth - 1 - shape.PaddingX,
    };
}
