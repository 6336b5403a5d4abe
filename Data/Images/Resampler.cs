using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Images;

namespace MlPipelines.Data.Images;

/// <summary>
/// Brings a picture to a square of any size by <see cref="TriangleFilter"/>, first along the rows, then along the columns. Sums are kept as
/// Single; only the result is rounded. It keeps its buffers, so one thread at a time may use it.
/// </summary>
internal sealed class Resampler
{
    private float[] _row = [];
    private float[] _middle = [];
    private float[] _sums = [];

    /// <summary>Resamples a part of a picture.</summary>
    /// <param name="pixels">Red, green, blue and alpha of each pixel, [height, width, 4]; alpha is not multiplied in.</param>
    /// <param name="width">Columns of pixels.</param>
    /// <param name="height">Rows of pixels.</param>
    /// <param name="opaque">True when every alpha is 255; else the picture is laid on white first.</param>
    /// <param name="fit">Which part of the picture is shown.</param>
    /// <param name="size">Height and width of the result.</param>
    /// <param name="planes">The result, [3, size, size].</param>
    public void Resample(ReadOnlySpan<byte> pixels, int width, int height, bool opaque, ImageFit fit, int size, Span<byte> planes)
    {
        double wide = width, high = height;
        if (fit == ImageFit.Crop)
            wide = high = Math.Min(width, height);
        var columns = new TriangleFilter(width, (width - wide) / 2, (width + wide) / 2, size);
        var rows = new TriangleFilter(height, (height - high) / 2, (height + high) / 2, size);

        Grow(ref _row, width * 4);
        Grow(ref _middle, (rows.End - rows.Begin) * size * 4);
        Grow(ref _sums, size * 4);
        for (var y = rows.Begin; y < rows.End; y++)
        {
            Widen(pixels.Slice(y * width * 4, width * 4), opaque);
            FilterRow(columns, _middle.AsSpan((y - rows.Begin) * size * 4, size * 4));
        }

        for (var y = 0; y < size; y++)
        {
            var sums = _sums.AsSpan(0, size * 4);
            sums.Clear();
            var weights = rows.Weights(y);
            for (var k = 0; k < weights.Length; k++)
                AddScaled(_middle.AsSpan((rows.First(y) - rows.Begin + k) * size * 4, size * 4), weights[k], sums);
            for (var channel = 0; channel < 3; channel++)
            {
                var plane = planes.Slice((channel * size + y) * size, size);
                for (var x = 0; x < size; x++)
                    plane[x] = (byte)(Math.Clamp(sums[4 * x + channel], 0, 255) + 0.5f);
            }
        }
    }

    private static void Grow(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new float[length];
    }

    /// <summary>A row of bytes as Single, on white where it is not opaque.</summary>
    private void Widen(ReadOnlySpan<byte> source, bool opaque)
    {
        var row = _row.AsSpan(0, source.Length);
        if (opaque)
        {
            var i = 0;
            for (; i <= source.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Vector.Widen(new Vector<byte>(source[i..]), out var low, out var high);
                Store(low, row[i..]);
                Store(high, row[(i + Vector<ushort>.Count)..]);
            }

            for (; i < source.Length; i++)
                row[i] = source[i];
            return;
        }

        for (var i = 0; i < source.Length; i += 4)
        {
            var alpha = source[i + 3] / 255f;
            var white = 255 * (1 - alpha);
            row[i] = source[i] * alpha + white;
            row[i + 1] = source[i + 1] * alpha + white;
            row[i + 2] = source[i + 2] * alpha + white;
            row[i + 3] = 255;
        }
    }

    private static void Store(Vector<ushort> values, Span<float> destination)
    {
        Vector.Widen(values, out var low, out var high);
        Vector.ConvertToSingle(Vector.AsVectorInt32(low)).CopyTo(destination);
        Vector.ConvertToSingle(Vector.AsVectorInt32(high)).CopyTo(destination[Vector<float>.Count..]);
    }

    /// <summary>Filters <c>_row</c> along its pixels; the four channels are the lanes of one vector.</summary>
    private void FilterRow(TriangleFilter filter, Span<float> result)
    {
        ref var row = ref MemoryMarshal.GetArrayDataReference(_row);
        var sums = MemoryMarshal.Cast<float, Vector128<float>>(result);
        for (var x = 0; x < sums.Length; x++)
        {
            var weights = filter.Weights(x);
            var start = filter.First(x);
            var sum = Vector128<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
            {
                sum = Vector128.MultiplyAddEstimate(
                    Vector128.LoadUnsafe(ref row, (nuint)(4 * (start + k))), Vector128.Create(weights[k]), sum);
            }

            sums[x] = sum;
        }
    }

    private static void AddScaled(ReadOnlySpan<float> values, float weight, Span<float> sums)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(sums[i..]) + new Vector<float>(values[i..]) * weight).CopyTo(sums[i..]);
        for (; i < values.Length; i++)
            sums[i] += values[i] * weight;
    }
}
