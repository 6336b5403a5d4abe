using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>target[i, :] = pixels[rows[i], :], bytes becoming numbers.</summary>
internal unsafe struct PixelGather<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MinimumPart = 65_536;
    private byte* _pixels;
    private T* _target;
    private int* _rows;
    private int _count, _columns, _parts;

    /// <summary>Overwrites the first rows of target, one per element of <paramref name="rows"/>.</summary>
    public static void Run(WorkerPool workers, ReadOnlySpan<byte> pixels, ReadOnlySpan<int> rows, int columns, Span<T> target)
    {
        fixed (byte* pPixels = pixels)
        fixed (T* pTarget = target)
        fixed (int* pRows = rows)
        {
            var work = new PixelGather<T> { _pixels = pPixels, _target = pTarget, _rows = pRows, _count = rows.Length, _columns = columns };
            work._parts = (int)Math.Clamp((long)rows.Length * columns / MinimumPart, 1, Math.Min(rows.Length, workers.Threads));
            workers.Run(ref work, work._parts);
        }
    }

    /// <summary>Bytes as numbers.</summary>
    public static void Convert(ReadOnlySpan<byte> pixels, Span<T> numbers)
    {
        for (var i = 0; i < pixels.Length; i++)
            numbers[i] = T.CreateTruncating(pixels[i]);
    }

    public readonly void Run(int part)
    {
        var (start, end) = Parts.Of(_count, _parts, part);
        for (nint i = start; i < end; i++)
        {
            Convert(
                new ReadOnlySpan<byte>(_pixels + (nint)_rows[i] * _columns, _columns), new Span<T>(_target + i * _columns, _columns));
        }
    }
}
