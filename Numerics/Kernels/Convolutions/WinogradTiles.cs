using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels.Convolutions;

/// <summary>Reads the tiles of an image batch; what hangs over the edge of a sample, or of the channels, is zero.</summary>
internal static unsafe class WinogradTiles<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Transforms the inputs of tiles to v, [36, tiles, padded channels] with <paramref name="placeStride"/> elements between places.</summary>
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
    public static void OutputGradients(ConvolutionShape shape, WinogradShape tiles, T* dy, int tile, int count, T* z, int padded, nint placeStride)
    {
        for (var i = 0; i < count; i++, z += padded)
        {
            var (sample, row, column) = tiles.Of(tile + i);
            var image = new Image(dy + (nint)sample * shape.OutputSize, shape.OutputHeight, shape.OutputWidth, shape.OutputChannels);
            image.Transform(row, column, WinogradShape.Step, z, placeStride, gradient: true);
        }
    }

    private readonly struct Image(T* pixels, int height, int width, int channels)
    {
        public void Transform(int row, int column, int size, T* target, nint placeStride, bool gradient)
        {
            nint pitch = (nint)width * channels;
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
            nint w = TSimd.Count, pitch = (nint)width * channels;
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
