namespace MlPipelines.Numerics.Kernels.Pooling;

/// <summary>The part of one output pixel's window that lies inside the input.</summary>
internal readonly struct PoolingWindow
{
    /// <param name="shape">All sizes.</param>
    /// <param name="outputRow">Row of the output pixel.</param>
    /// <param name="outputColumn">Column of the output pixel.</param>
    public PoolingWindow(PoolingShape shape, int outputRow, int outputColumn)
    {
        var (top, left) = (outputRow * shape.StrideY - shape.PaddingY, outputColumn * shape.StrideX - shape.PaddingX);
        (FirstRow, FirstColumn) = (Math.Max(0, -top), Math.Max(0, -left));
        (EndRow, EndColumn) = (Math.Min(shape.KernelHeight, shape.InputHeight - top), Math.Min(shape.KernelWidth, shape.InputWidth - left));
        Start = ((nint)(top + FirstRow) * shape.InputWidth + left + FirstColumn) * shape.Channels;
    }

    /// <summary>Rows of the window, counted from its top.</summary>
    public int FirstRow { get; }

    public int EndRow { get; }

    /// <summary>Columns of the window, counted from its left.</summary>
    public int FirstColumn { get; }

    public int EndColumn { get; }

    /// <summary>The first element inside, counted from the sample's first.</summary>
    public nint Start { get; }
}
