namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// When Winograd's method F(4 × 4, 3 × 3) is used, and how a batch falls into its tiles: 4 × 4 outputs from 6 × 6 inputs, 36 products in place of 144
/// (Lavin and Gray, arXiv:1509.09308). Tiles are counted through the batch, row by row of each sample.
/// </summary>
internal readonly struct WinogradShape(ConvolutionShape shape)
{
    /// <summary>Outputs of a tile in each direction.</summary>
    public const int Step = 4;

    /// <summary>Places of a transformed tile.</summary>
    public const int Places = 36;

    private const int MinimumChannels = 8;

    /// <summary>Transforming one channel of a tile, there and back, costs about as much as so many multiply-adds.</summary>
    private const int TransformCost = 256;

    /// <summary>The weight gradient keeps 36 matrices of sums, which have to stay in the second-level cache.</summary>
    private const int MaximumSums = 36 * 64 * 96;

    /// <summary>Products of channels up to which filters count as small.</summary>
    private const int SmallFilters = 32 * 32;

    public int Rows { get; } = (shape.OutputHeight + Step - 1) / Step;

    public int Columns { get; } = (shape.OutputWidth + Step - 1) / Step;

    /// <summary>Tiles of one sample.</summary>
    public int Tiles => Rows * Columns;

    /// <summary>Whether forward (or, for the mirrored shape, the gradient by the input) costs less than the direct way: windows of 3 × 3, stride 1, and not too few channels or pixels.</summary>
    public static bool Suits(ConvolutionShape shape)
    {
        if (shape.KernelHeight != 3 || shape.KernelWidth != 3 || shape.StrideY != 1 || shape.StrideX != 1 || Math.Min(shape.InputChannels, shape.OutputChannels) < MinimumChannels)
            return false;
        long products = (long)shape.InputChannels * shape.OutputChannels, tiles = new WinogradShape(shape).Tiles;
        return tiles * (Places * products + TransformCost * (shape.InputChannels + shape.OutputChannels)) < shape.MultiplyAdds;
    }

    /// <summary>The same for the gradient by the weights.</summary>
    public static bool SuitsWeightGradient(ConvolutionShape shape) =>
        Suits(shape) && (long)Places * shape.InputChannels * shape.OutputChannels <= MaximumSums;

    /// <summary>
    /// Tiles to be worked on at a time, a multiple of 8: transformed they should stay in the first-level cache, and large filters, which every group reads
    /// anew from the second-level cache, should serve for enough of them.
    /// </summary>
    public static int GroupSize(int paddedInputs, int paddedOutputs) => (long)paddedInputs * paddedOutputs <= SmallFilters ? 8 : 16;

    /// <summary>The same for the gradient by the weights, whose sums are read and written once for each group.</summary>
    public static int GradientGroupSize(int paddedInputs, int paddedOutputs) => (long)paddedInputs * paddedOutputs <= SmallFilters ? 32 : 16;

    /// <summary>Sample, first output row and first output column of a tile.</summary>
    public (int Sample, int Row, int Column) Of(int tile)
    {
        var (row, column) = Math.DivRem(tile, Columns);
        var (sample, tileRow) = Math.DivRem(row, Rows);
        return (sample, tileRow * Step, column * Step);
    }
}
