using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary>
/// <see cref="ImageAugmentation"/> at work on the gathered rows of a batch, in place. Shapes: images [rows, channels, height, width].
/// </summary>
internal unsafe struct ImageAugmenter<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MinimumPart = 16;
    private ImageAugmentation _options;
    private T* _images;
    private int* _rows;
    private int _seed, _epoch, _count, _parts;

    /// <summary>Changes every image of a batch.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="options">What may happen.</param>
    /// <param name="seed">The training's.</param>
    /// <param name="epoch">From 1.</param>
    /// <param name="rows">[rows] numbers of the samples in the training data.</param>
    /// <param name="images">[rows, channels, height, width], changed in place.</param>
    public static void Run(WorkerPool workers, ImageAugmentation options, int seed, int epoch, ReadOnlySpan<int> rows, Span<T> images)
    {
        fixed (T* pImages = images)
        fixed (int* pRows = rows)
        {
            var work = new ImageAugmenter<T>
            {
                _options = options,
                _images = pImages,
                _rows = pRows,
                _seed = seed,
                _epoch = epoch,
                _count = rows.Length,
            };
            work._parts = Math.Clamp(rows.Length / MinimumPart, 1, workers.Threads);
            workers.Run(ref work, work._parts);
        }
    }

    public readonly void Run(int part)
    {
        var (start, end) = Parts.Of(_count, _parts, part);
        var shape = _options.Image;
        var scratch = new Span<T>(ThreadBuffers<T>.ForA(checked(shape.Size + RowLength)), shape.Size + RowLength);
        var original = scratch[..shape.Size];
        var row = scratch[shape.Size..];
        for (var i = start; i < end; i++)
        {
            var change = ImageChange.Draw(_options, _seed, _epoch, _rows[i]);
            var image = new Span<T>(_images + (nint)i * shape.Size, shape.Size);
            image.CopyTo(original);
            for (var c = 0; c < shape[0]; c++)
            {
                var area = shape[1] * shape[2];
                Apply(change, original.Slice(c * area, area), row, image.Slice(c * area, area));
            }
        }
    }

    /// <summary>Pixels of border on each side of a row: no image reaches farther out, between pixels and rounded.</summary>
    private readonly int Border => _options.Shift + 2;

    private readonly int RowLength => _options.Image[2] + 2 * Border;

    /// <summary>
    /// One channel, row by row: first the source's row between the two that it lies between, with its border, then the pixels of that row.
    /// </summary>
    private readonly void Apply(in ImageChange change, ReadOnlySpan<T> source, Span<T> row, Span<T> target)
    {
        var width = _options.Image[2];
        for (var i = 0; i < _options.Image[1]; i++)
        {
            var y = change.Top + change.Scale * (i - change.Down);
            var top = (int)Math.Floor(y);
            FillRow(source, top, T.CreateTruncating(y - top), row);
            var pixels = target.Slice(i * width, width);
            if (change.Scale == 1)
                row.Slice(Border - change.Right, width).CopyTo(pixels);
            else
                Stretch(row, Border + change.Left - change.Scale * change.Right, change.Scale, pixels);
            if (change.Mirror)
                pixels.Reverse();
        }
    }

    /// <summary>pixels[j] = row between the two pixels around first + scale · j, which is above 0.</summary>
    private static void Stretch(ReadOnlySpan<T> row, double first, double scale, Span<T> pixels)
    {
        for (var j = 0; j < pixels.Length; j++)
        {
            var x = first + scale * j;
            var left = (int)x;
            var right = T.CreateTruncating(x - left);
            pixels[j] = row[left] * (T.One - right) + row[left + 1] * right;
        }
    }

    /// <summary>row[Border + x] = source[top, x] · (1 − down) + source[top + 1, x] · down, and the border left and right.</summary>
    private readonly void FillRow(ReadOnlySpan<T> source, int top, T down, Span<T> row)
    {
        var inner = row.Slice(Border, _options.Image[2]);
        inner.Clear();
        AddRow(source, top, T.One - down, inner);
        if (down != T.Zero)
            AddRow(source, top + 1, down, inner);
        row[..Border].Fill(Beside(inner[0]));
        row[(Border + inner.Length)..].Fill(Beside(inner[^1]));
    }

    /// <summary>sum += weight · a row of the source or of its border.</summary>
    private readonly void AddRow(ReadOnlySpan<T> source, int row, T weight, Span<T> sum)
    {
        var height = _options.Image[1];
        if ((uint)row >= (uint)height && _options.Border == ImageBorder.Zero)
            return;
        var values = source.Slice(Math.Clamp(row, 0, height - 1) * sum.Length, sum.Length);
        for (var x = 0; x < sum.Length; x++)
            sum[x] += weight * values[x];
    }

    private readonly T Beside(T edge) => _options.Border == ImageBorder.Zero ? T.Zero : edge;
}
