namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>Goes from output pixel to output pixel, over rows and samples, and knows of each window where it begins and whether it lies inside the input altogether, as most do.</summary>
internal struct PatchWalk
{
    private readonly ConvolutionShape _shape;
    private readonly int _rows;
    private readonly int _columns;
    private readonly nint _pitch;
    private int _sample;
    private int _row;
    private int _column;
    private int _left;
    private bool _rowInside;

    /// <param name="shape">All sizes.</param>
    /// <param name="pixel">The first output pixel, counted through the batch.</param>
    public PatchWalk(in ConvolutionShape shape, int pixel)
    {
        _shape = shape;
        (_rows, _columns) = (shape.OutputHeight, shape.OutputWidth);
        _pitch = (nint)shape.InputWidth * shape.InputChannels;
        (var row, _column) = Math.DivRem(pixel, _columns);
        (_sample, _row) = Math.DivRem(row, _rows);
        StartRow();
    }

    /// <summary>Whether no part of the window lies in the padding.</summary>
    public readonly bool Inside => _rowInside && _left >= 0 && _left + _shape.KernelWidth <= _shape.InputWidth;

    /// <summary>The window's first element, counted from the batch's first.</summary>
    public nint Start { get; private set; }

    /// <summary>The parts of the window that lie inside.</summary>
    public readonly PatchWindow Window => new(_shape, _sample, _row, _column);

    public void Next()
    {
        if (++_column < _columns)
        {
            _left += _shape.StrideX;
            Start += (nint)_shape.StrideX * _shape.InputChannels;
            return;
        }
        _column = 0;
        if (++_row == _rows)
        {
            _row = 0;
            _sample++;
        }
        StartRow();
    }

    private void StartRow()
    {
        var top = _row * _shape.StrideY - _shape.PaddingY;
        _left = _column * _shape.StrideX - _shape.PaddingX;
        _rowInside = top >= 0 && top + _shape.KernelHeight <= _shape.InputHeight;
        Start = (nint)_sample * _shape.InputSize + top * _pitch + (nint)_left * _shape.InputChannels;
    }
}
