using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// The sizes of a two-dimensional convolution. Input [batch, height, width, channels], weight [outputs, inputs, kernel height, kernel
/// width], output [batch, output height, output width, output channels]; the window is not flipped, and outside the input lie zeros.
/// </summary>
internal readonly record struct ConvolutionShape()
{
    public required int InputChannels { get; init; }

    public required int InputHeight { get; init; }

    public required int InputWidth { get; init; }

    public required int OutputChannels { get; init; }

    public required int KernelHeight { get; init; }

    public required int KernelWidth { get; init; }

    public int StrideY { get; init; } = 1;

    public int StrideX { get; init; } = 1;

    /// <summary>Rows of zeros above and below the input.</summary>
    public int PaddingY { get; init; }

    /// <summary>Columns of zeros left and right of the input.</summary>
    public int PaddingX { get; init; }

    public int OutputHeight => WindowPlaces.Count(InputHeight, KernelHeight, StrideY, PaddingY);

    public int OutputWidth => WindowPlaces.Count(InputWidth, KernelWidth, StrideX, PaddingX);

    /// <summary>Elements of one input sample.</summary>
    public int InputSize => InputChannels * InputHeight * InputWidth;

    /// <summary>Elements of one output sample.</summary>
    public int OutputSize => OutputChannels * OutputHeight * OutputWidth;

    public int WeightSize => OutputChannels * Taps;

    /// <summary>Products in one output element.</summary>
    public int Taps => InputChannels * KernelHeight * KernelWidth;

    /// <summary>Of one sample, forward, those with padding included.</summary>
    public long MultiplyAdds => (long)OutputSize * Taps;

    /// <summary>This shape.</summary>
    /// <exception cref="ArgumentException">A size that is not positive, negative padding, a window larger than the padded input, or more
    /// elements than an array holds.</exception>
    public ConvolutionShape Validated()
    {
        if (Math.Min(InputChannels, Math.Min(InputHeight, InputWidth)) < 1)
            throw new ArgumentException($"A convolution's input needs at least one channel, row and column; found {Input}.");
        if (Math.Min(OutputChannels, Math.Min(Math.Min(KernelHeight, KernelWidth), Math.Min(StrideY, StrideX))) < 1
            || Math.Min(PaddingY, PaddingX) < 0)
        {
            throw new ArgumentException(
                $"A convolution needs filters, a window and strides of at least 1 and no negative padding; found {OutputChannels} filters, "
                    + $"window {KernelHeight} × {KernelWidth}, strides {StrideY} × {StrideX}, padding {PaddingY} × {PaddingX}.");
        }

        WindowPlaces.Check("convolution", Input, InputHeight, InputWidth, KernelHeight, KernelWidth, PaddingY, PaddingX);
        var largest = Math.Max((long)InputChannels * InputHeight * InputWidth,
            Math.Max((long)OutputChannels * OutputHeight * OutputWidth, (long)OutputChannels * InputChannels * KernelHeight * KernelWidth));
        if (largest > int.MaxValue)
        {
            throw new ArgumentException($"A convolution of {Input} to {OutputChannels} × {OutputHeight} × {OutputWidth} with a window of "
                + $"{KernelHeight} × {KernelWidth} has arrays of {largest} elements; at most {int.MaxValue} are possible.");
        }

        return this;
    }

    private string Input => $"{InputChannels} × {InputHeight} × {InputWidth} (channels × height × width)";
}

/// <summary>How a batch is shared out over threads.</summary>
internal static class BatchParts
{
    private const long MinimumWork = 400_000;
    private const int PartsPerThread = 4;
    private const int MaximumSums = 8;
    private const int MaximumSumElements = 4 << 20;

    /// <summary>
    /// Parts of a job whose samples do not depend on one another: several for each thread, so that one that is held up delays little.
    /// </summary>
    public static int Count(WorkerPool workers, int batch, long workPerSample)
    {
        if (workers.Threads == 1)
            return Math.Min(batch, 1);
        return (int)Math.Clamp(batch * workPerSample / MinimumWork, Math.Min(batch, 1), Math.Min(batch, PartsPerThread * workers.Threads));
    }

    /// <summary>
    /// Parts of a job that sums over the batch, each with sums of its own: a number that depends on the sizes alone, not on threads.
    /// </summary>
    public static int CountSums(int batch, long workPerSample, long sumElements) =>
        (int)Math.Clamp(Math.Min(batch * workPerSample / MinimumWork, MaximumSumElements / sumElements), Math.Min(batch, 1),
            Math.Min(batch, MaximumSums));
}

/// <summary>
/// Rounds channels up to whole tiles of any vector width, and then some: a tile of two vectors may read one vector more than there are
/// channels.
/// </summary>
internal static class VectorPadding
{
    private const int TileBytes = 128;

    /// <summary>The next multiple of two 512-bit vectors.</summary>
    public static unsafe int Of<T>(int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            (channels + TileBytes / sizeof(T) - 1) / (TileBytes / sizeof(T)) * (TileBytes / sizeof(T));
}
