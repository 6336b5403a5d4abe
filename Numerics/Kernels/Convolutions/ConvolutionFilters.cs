using System.Numerics;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The filters of a convolution as they lie in memory, and of the one that takes its gradient back to the input: for the latter inputs and
/// outputs are exchanged, and taps have to be read backwards.
/// </summary>
/// <param name="shape">Of the convolution that is computed, mirrored or not.</param>
/// <param name="weight">In PyTorch's order, [outputs, inputs, taps], for the mirrored one [inputs, outputs, taps].</param>
/// <param name="mirrored">Whether the gradient by the input is computed.</param>
internal readonly unsafe struct ConvolutionFilters<T>(ConvolutionShape shape, T* weight, bool mirrored)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public bool Mirrored { get; } = mirrored;

    /// <summary>
    /// target[input, tap, output], each row of outputs filled up with zeros to <paramref name="width"/>; taps as they lie in memory.
    /// </summary>
    /// <param name="firstInput">First input channel.</param>
    /// <param name="inputs">Number of them.</param>
    /// <param name="firstOutput">First output channel.</param>
    /// <param name="outputs">Number of them.</param>
    public void Copy(int firstInput, int inputs, int firstOutput, int outputs, int width, T* target)
    {
        var places = shape.KernelHeight * shape.KernelWidth;
        if (!Mirrored)
        {
            var source = weight + ((nint)firstOutput * shape.InputChannels + firstInput) * places;
            Transposition.Pack(source, shape.Taps, outputs, inputs * places, width, target);
            return;
        }

        for (var i = 0; i < inputs; i++)
        {
            var source = weight + ((nint)(firstInput + i) * shape.OutputChannels + firstOutput) * places;
            Transposition.Pack(source, places, outputs, places, width, target + (nint)i * places * width);
        }
    }
}
