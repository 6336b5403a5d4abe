using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary><see cref="ImageAugmentation"/> at work on the gathered rows of a batch, in place. Shapes: images [rows, channels, height, width].</summary>
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
            var work = new ImageAugmenter<T> { _options = options, _images = pImages, _rows = pRows, _seed = seed, _epoch = epoch, _count = rows.Length };
            work._parts = Math.Clamp(rows.Length / MinimumPart, 1, workers.Threads);
            workers.Run(ref work, work._parts);
        }
    }

    public readonly void Run(int part)
    {
        var (start, end) = Parts.Of(_count, _parts, part);
        var shape = _options.Image;
        var original = new Span<T>(ThreadBuffers<T>.ForA(shape.Size), shape.Size);
        for (var i = start; i < end; i++)
        {
            var change = ImageChange.Draw(_options, _seed, _epoch, _rows[i]);
            var image = new Span<T>(_images + (nint)i * shape.Size, shape.Size);
            image.CopyTo(original);
            for (var c = 0; c < shape[0]; c++)
            {
                var area = shape[1] * shape[2];
                Apply(change, original.Slice(c * area, area), image.Slice(c * area, area));
            }
        }
    }

    private readonly void Apply(in ImageChange change, ReadOnlySpan<T> source, Span<T> target)
    {
        var (height, width) = (_options.Image[1], _options.Image[2]);
        for (var i = 0; i < height; i++)
            for (var j = 0; j < width; j++)
            {
                var (y, x) = (i - change.Down, (change.Mirror ? width - 1 - j : j) - change.Right);
                target[i * width + j] = change.Scale == 1
                    ? Pixel(source, y, x)
                    : Between(source, change.Top + change.Scale * y, change.Left + change.Scale * x);
            }
    }

    /// <summary>The value between four pixels, linear in both directions.</summary>
    private readonly T Between(ReadOnlySpan<T> source, double y, double x)
    {
        var (top, left) = ((int)Math.Floor(y), (int)Math.Floor(x));
        var (down, right) = (T.CreateTruncating(y - top), T.CreateTruncating(x - left));
        var upper = Pixel(source, top, left) * (T.One - right) + Pixel(source, top, left + 1) * right;
        var lower = Pixel(source, top + 1, left) * (T.One - right) + Pixel(source, top + 1, left + 1) * right;
        return upper * (T.One - down) + lower * down;
    }

    private readonly T Pixel(ReadOnlySpan<T> source, int y, int x)
    {
        var (height, width) = (_options.Image[1], _options.Image[2]);
        if ((uint)y < (uint)height && (uint)x < (uint)width)
            return source[y * width + x];
        return _options.Border == ImageBorder.Zero ? T.Zero : source[Math.Clamp(y, 0, height - 1) * width + Math.Clamp(x, 0, width - 1)];
    }
}
