namespace MlPipelines.Numerics.Kernels.Pooling;

/// <summary>
/// The sizes of a pooling. Input [batch, height, width, channels], output [batch, output height, output width, channels].
/// </summary>
internal sealed record PoolingShape
{
    public required int Channels { get; init; }

    public required int InputHeight { get; init; }

    public required int InputWidth { get; init; }

    public required int KernelHeight { get; init; }

    public required int KernelWidth { get; init; }

    public required int StrideY { get; init; }

    public required int StrideX { get; init; }

    /// <summary>Rows beyond the input that a window may reach over; at most half the window.</summary>
    public int PaddingY { get; init; }

    /// <summary>Columns beyond the input that a window may reach over; at most half the window.</summary>
    public int PaddingX { get; init; }

    public int OutputHeight => WindowPlaces.Count(InputHeight, KernelHeight, StrideY, PaddingY);

    public int OutputWidth => WindowPlaces.Count(InputWidth, KernelWidth, StrideX, PaddingX);

    /// <summary>Elements of one input sample.</summary>
    public int InputSize => Channels * InputHeight * InputWidth;

    /// <summary>Elements of one output sample.</summary>
    public int OutputSize => Channels * OutputHeight * OutputWidth;

    /// <summary>One window over all pixels: the average pooling of it is the mean of each channel.</summary>
    public static PoolingShape Whole(int channels, int pixels) => new()
    {
        Channels = channels,
        InputHeight = 1,
        InputWidth = pixels,
        KernelHeight = 1,
        KernelWidth = pixels,
        StrideY = 1,
        StrideX = 1,
    };

    /// <summary>This shape.</summary>
    /// <exception cref="ArgumentException">A size that is not positive, padding above half the window, or a window larger than the padded
    /// input.</exception>
    public PoolingShape Validated()
    {
        if (Math.Min(Channels, Math.Min(InputHeight, InputWidth)) < 1)
            throw new ArgumentException($"A pooling's input needs at least one channel, row and column; found {Input}.");
        if (Math.Min(Math.Min(KernelHeight, KernelWidth), Math.Min(StrideY, StrideX)) < 1
            || Math.Min(PaddingY, PaddingX) < 0 || PaddingY > KernelHeight / 2 || PaddingX > KernelWidth / 2)
        {
            throw new ArgumentException(
                $"A pooling needs a window and strides of at least 1 and padding from 0 to half the window; found window {KernelHeight} × "
                    + $"{KernelWidth}, strides {StrideY} × {StrideX}, padding {PaddingY} × {PaddingX}.");
        }

        WindowPlaces.Check("pooling", Input, InputHeight, InputWidth, KernelHeight, KernelWidth, PaddingY, PaddingX);
        return this;
    }

    private string Input => $"{Channels} × {InputHeight} × {InputWidth} (channels × height × width)";
}
