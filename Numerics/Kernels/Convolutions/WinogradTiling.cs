using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>
/// When Winograd's method F(4 × 4, 3 × 3) is used, and how a batch falls into its tiles: 4 × 4 outputs from 6 × 6 inputs, 36 products in
/// place of 144 (Lavin and Gray, arXiv:1509.09308). Tiles are counted through the batch, row by row of each sample.
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

    /// <summary>Products of channels up to which the filters at 36 places stay in a second-level cache, or nearly so.</summary>
    private const int CachedFilters = 128 * 128;

    /// <summary>Products of channels up to which filters count as small.</summary>
    private const int SmallFilters = 32 * 32;

    public int Rows { get; } = (shape.OutputHeight + Step - 1) / Step;

    public int Columns { get; } = (shape.OutputWidth + Step - 1) / Step;

    /// <summary>Tiles of one sample.</summary>
    public int Tiles => Rows * Columns;

    /// <summary>
    /// Whether forward (or, for the mirrored shape, the gradient by the input) costs less than the direct way: windows of 3 × 3, stride 1,
    /// and not too few channels or pixels.
    /// </summary>
    public static bool Suits(ConvolutionShape shape)
    {
        if (shape.KernelHeight != 3 || shape.KernelWidth != 3 || shape.StrideY != 1 || shape.StrideX != 1
            || Math.Min(shape.InputChannels, shape.OutputChannels) < MinimumChannels)
        {
            return false;
        }

        var products = (long)shape.InputChannels * shape.OutputChannels;
        long tiles = new WinogradShape(shape).Tiles;
        return tiles * (Places * products + TransformCost * (shape.InputChannels + shape.OutputChannels)) < shape.MultiplyAdds;
    }

    /// <summary>Whether panels of output channels are computed one after the other for many tiles.</summary>
    public static bool SuitsPanels(ConvolutionShape shape) => (long)shape.InputChannels * shape.OutputChannels > CachedFilters;

    /// <summary>The same for the gradient by the weights.</summary>
    public static bool SuitsWeightGradient(ConvolutionShape shape) =>
        Suits(shape) && (long)Places * shape.InputChannels * shape.OutputChannels <= MaximumSums;

    /// <summary>
    /// Tiles to be worked on at a time, a multiple of 6: transformed they should stay in the first-level cache, and large filters, which
    /// every group reads anew from the second-level cache, should serve for enough of them.
    /// </summary>
    public static int GroupSize(int paddedInputs, int paddedOutputs) => (long)paddedInputs * paddedOutputs <= SmallFilters ? 12 : 24;

    /// <summary>The same for the gradient by the weights, whose sums are read and written once for each group.</summary>
    public static int GradientGroupSize(int paddedInputs, int paddedOutputs) =>
        (long)paddedInputs * paddedOutputs <= SmallFilters ? 32 : 16;

    /// <summary>
    /// Elements between the rows of transformed tiles: some more than channels, so that rows do not all fall into the same places of a
    /// cache, and tiles may read beyond the last channel.
    /// </summary>
    public static unsafe int RowStride<T>(int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorPadding.Of<T>(channels) + 64 / sizeof(T);

    /// <summary>Cuts a number of tiles evenly into shares of at most so many, each a multiple of the unit.</summary>
    public static int EvenShare(int tiles, int maximum, int unit)
    {
        var shares = Math.Max(1, (tiles + maximum - 1) / maximum);
        var share = Math.Max(1, (tiles + shares - 1) / shares);
        return (share + unit - 1) / unit * unit;
    }

    /// <summary>Sample, first output row and first output column of a tile.</summary>
    public (int Sample, int Row, int Column) Of(int tile)
    {
        var (row, column) = Math.DivRem(tile, Columns);
        var (sample, tileRow) = Math.DivRem(row, Rows);
        return (sample, tileRow * Step, column * Step);
    }
}

/// <summary>Reads the tiles of an image batch; what hangs over the edge of a sample, or of the channels, is zero.</summary>
internal static unsafe class WinogradTiles<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Transforms the inputs of tiles to v, [36, tiles, padded channels] with <paramref name="placeStride"/> elements between places.
    /// </summary>
    public static void Inputs(ConvolutionShape shape, WinogradShape tiles, T* x, int tile, int count, T* v, int padded, nint placeStride)
    {
        for (var i = 0; i < count; i++, v += padded)
        {
            var (sample, row, column) = tiles.Of(tile + i);
            var image = new Image(x + (nint)sample * shape.InputSize, shape.InputHeight, shape.InputWidth, shape.InputChannels);
            image.Transform(row - shape.PaddingY, column - shape.PaddingX, 6, v, placeStride, gradient: false);
        }
    }

    /// <summary>Transforms the output gradients of tiles to z, as <see cref="Inputs"/>.</summary>
    public static void OutputGradients(
        ConvolutionShape shape, WinogradShape tiles, T* dy, int tile, int count, T* z, int padded, nint placeStride)
    {
        for (var i = 0; i < count; i++, z += padded)
        {
            var (sample, row, column) = tiles.Of(tile + i);
            var image = new Image(dy + (nint)sample * shape.OutputSize, shape.OutputHeight, shape.OutputWidth, shape.OutputChannels);
            image.Transform(row, column, WinogradShape.Step, z, placeStride, gradient: true);
        }
    }

    /// <summary>
    /// Transforms one tile back and stores some of its channels, finished; what hangs over the edge is dropped.
    /// </summary>
    /// <param name="firstOutput">The first channel.</param>
    /// <param name="outputs">Number of channels.</param>
    /// <param name="m">The first channel at the first place, [36, …] with <paramref name="placeStride"/> elements between places.</param>
    /// <param name="finishes">Of all channels, padded to whole vectors.</param>
    /// <param name="y">[batch, output height, output width, outputs].</param>
    [SkipLocalsInit]
    public static void StoreOutputs(
        ConvolutionShape shape, WinogradShape tiles, int tile, int firstOutput, int outputs, T* m, nint placeStride,
        ConvolutionFinish<T> finishes, T* y)
    {
        var (sample, row, column) = tiles.Of(tile);
        nint channels = shape.OutputChannels;
        var pitch = shape.OutputWidth * channels;
        nint w = TSimd.Count;
        var target = y + (nint)sample * shape.OutputSize + row * pitch + column * channels + firstOutput;
        var (rows, columns) = (Math.Min(WinogradShape.Step, shape.OutputHeight - row),
            Math.Min(WinogradShape.Step, shape.OutputWidth - column));
        var room = stackalloc T[17 * TSimd.Count];
        var aside = VectorAlignment.Of(room, TSimd.Count);
        for (var k = 0; k < outputs; k += TSimd.Count)
        {
            var finish = finishes.At(firstOutput + k);
            var valid = Math.Min(TSimd.Count, outputs - k);
            if (rows == WinogradShape.Step && columns == WinogradShape.Step && valid == TSimd.Count)
            {
                WinogradTransform<TSimd, TVector, T>.Output(m + k, placeStride, target + k, pitch, channels, finish);
                continue;
            }

            WinogradTransform<TSimd, TVector, T>.Output(m + k, placeStride, aside, WinogradShape.Step * w, w, finish);
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                {
                    var pixel = new ReadOnlySpan<T>(aside + (i * WinogradShape.Step + j) * w, valid);
                    pixel.CopyTo(new Span<T>(target + i * pitch + j * channels + k, valid));
                }
            }
        }
    }

    private readonly struct Image(T* pixels, int height, int width, int channels)
    {
        public void Transform(int row, int column, int size, T* target, nint placeStride, bool gradient)
        {
            var pitch = (nint)width * channels;
            var inside = row >= 0 && column >= 0 && row + size <= height && column + size <= width;
            for (var c = 0; c < channels; c += TSimd.Count)
            {
                if (inside && c + TSimd.Count <= channels)
                    Transform(pixels + row * pitch + (nint)column * channels + c, pitch, channels, target + c, placeStride, gradient);
                else
                    TransformEdge(row, column, size, c, target + c, placeStride, gradient);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Transform(T* from, nint rowPitch, nint pixelPitch, T* target, nint placeStride, bool gradient)
        {
            if (gradient)
                WinogradTransform<TSimd, TVector, T>.OutputGradient(from, rowPitch, pixelPitch, target, placeStride);
            else
                WinogradTransform<TSimd, TVector, T>.Input(from, rowPitch, pixelPitch, target, placeStride);
        }

        /// <summary>Copies the tile between zeros first.</summary>
        [SkipLocalsInit]
        private void TransformEdge(int row, int column, int size, int c, T* target, nint placeStride, bool gradient)
        {
            nint w = TSimd.Count;
            var pitch = (nint)width * channels;
            var room = stackalloc T[37 * TSimd.Count];
            var patch = VectorAlignment.Of(room, TSimd.Count);
            var valid = Math.Min(TSimd.Count, channels - c);
            var (firstColumn, endColumn) = (Math.Clamp(-column, 0, size), Math.Clamp(width - column, 0, size));
            var to = patch;
            for (var y = row; y < row + size; y++, to += size * w)
            {
                if (y < 0 || y >= height)
                {
                    Zero(to, 0, size);
                    continue;
                }

                Zero(to, 0, firstColumn);
                var from = pixels + y * pitch + (nint)(column + firstColumn) * channels + c;
                for (var x = firstColumn; x < endColumn; x++, from += channels)
                {
                    if (valid == TSimd.Count)
                        TSimd.Store(to + x * w, TSimd.Load(from));
                    else
                        Part(from, valid, to + x * w);
                }

                Zero(to, endColumn, size);
            }

            Transform(patch, size * w, w, target, placeStride, gradient);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Zero(T* to, int first, int end)
        {
            for (nint x = first; x < end; x++)
                TSimd.Store(to + x * TSimd.Count, TSimd.Create(T.Zero));
        }

        private static void Part(T* from, int valid, T* to)
        {
            TSimd.Store(to, TSimd.Create(T.Zero));
            for (var i = 0; i < valid; i++)
                to[i] = from[i];
        }
    }
}
