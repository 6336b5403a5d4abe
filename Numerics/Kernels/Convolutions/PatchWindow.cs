namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>The part of one output pixel's window that lies inside the input, as runs of elements.</summary>
internal readonly struct PatchWindow
{
    /// <param name="shape">All sizes.</param>
    /// <param name="sample">Sample of the output pixel.</param>
    /// <param name="outputRow">Its row.</param>
    /// <param name="outputColumn">Its column.</param>
    public PatchWindow(ConvolutionShape shape, int sample, int outputRow, int outputColumn)
    {
        var (top, left) = (outputRow * shape.StrideY - shape.PaddingY, outputColumn * shape.StrideX - shape.PaddingX);
        (FirstRow, EndRow) = (Math.Max(0, -top), Math.Min(shape.KernelHeight, shape.InputHeight - top));
        var (firstColumn, endColumn) = (Math.Max(0, -left), Math.Min(shape.KernelWidth, shape.InputWidth - left));
        if (FirstRow >= EndRow || firstColumn >= endColumn)
            FirstRow = EndRow = firstColumn = endColumn = 0;
        Before = (nint)firstColumn * shape.InputChannels;
        Inside = (nint)(endColumn - firstColumn) * shape.InputChannels;
        Run = (nint)shape.KernelWidth * shape.InputChannels;
        Pitch = (nint)shape.InputWidth * shape.InputChannels;
        Start = (nint)sample * shape.InputSize + (top + FirstRow) * Pitch + (nint)(left + firstColumn) * shape.InputChannels;
    }

    /// <summary>Window rows inside the input, from the window's top; none when the window lies in the padding altogether.</summary>
    public int FirstRow { get; }

    public int EndRow { get; }

    /// <summary>Elements of a window row.</summary>
    public nint Run { get; }

    /// <summary>Of them left of the input.</summary>
    public nint Before { get; }

    /// <summary>Of them inside.</summary>
    public nint Inside { get; }

    /// <summary>Elements between rows of the input.</summary>
    public nint Pitch { get; }

    /// <summary>The first element inside, counted from the batch's first; meaningless when there is none.</summary>
    public nint Start { get; }
}
