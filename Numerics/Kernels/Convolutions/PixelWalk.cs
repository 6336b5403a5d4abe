namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>Goes from output pixel to output pixel, over rows and samples, and knows where each window begins in a padded input.</summary>
internal struct PixelWalk(ConvolutionShape shape, int height, int width)
{
    private readonly int _columns = shape.OutputWidth;
    private readonly int _rows = shape.OutputHeight;
    private readonly nint _columnStep = (nint)shape.StrideX * shape.InputChannels;
    private readonly nint _rowStep = (nint)shape.StrideY * width * shape.InputChannels;
    private readonly nint _sampleStep = (nint)height * width * shape.InputChannels;
    private int _column;
    private int _row;
    private nint _rowStart;
    private nint _sampleStart;

    /// <summary>Of the padded input.</summary>
    public int Width { get; } = width;

    /// <summary>Elements from the input's start to the window's.</summary>
    public nint Offset { get; private set; }

    public void Next()
    {
        if (++_column < _columns)
        {
            Offset += _columnStep;
            return;
        }
        _column = 0;
        _rowStart += _rowStep;
        if (++_row == _rows)
        {
            _row = 0;
            _sampleStart += _sampleStep;
            _rowStart = _sampleStart;
        }
        Offset = _rowStart;
    }
}
