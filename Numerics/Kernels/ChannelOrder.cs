using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Copies images between [batch, channels, pixels] and [batch, pixels, channels].</summary>
internal static class ChannelOrder
{
    /// <summary>y[n, p, c] = x[n, c, p]. Overwrites y.</summary>
    /// <param name="x">[batch, channels, pixels].</param>
    /// <param name="y">[batch, pixels, channels].</param>
    public static void ToChannelsLast<T>(WorkerPool workers, int batch, int channels, int pixels, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TransposeWork<T>.Run(workers, batch, channels, pixels, x, y);

    /// <summary>y[n, c, p] = x[n, p, c]. Overwrites y.</summary>
    /// <param name="x">[batch, pixels, channels].</param>
    /// <param name="y">[batch, channels, pixels].</param>
    public static void ToChannelsFirst<T>(WorkerPool workers, int batch, int channels, int pixels, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => TransposeWork<T>.Run(workers, batch, pixels, channels, x, y);

    private unsafe struct TransposeWork<T> : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int MinimumPart = 32_768;
        private T* _x, _y;
        private int _batch, _rows, _columns, _parts;

        public static void Run(WorkerPool workers, int batch, int rows, int columns, ReadOnlySpan<T> x, Span<T> y)
        {
            if (x.Length != (long)batch * rows * columns || y.Length != x.Length)
            {
                throw new ArgumentException(
                    $"{batch} images of {rows} × {columns} have {(long)batch * rows * columns} elements; found {x.Length} and {y.Length}.");
            }

            if (rows == 1 || columns == 1)
            {
                x.CopyTo(y);
                return;
            }

            fixed (T* px = x, py = y)
            {
                var work = new TransposeWork<T> { _x = px, _y = py, _batch = batch, _rows = rows, _columns = columns };
                work._parts = Math.Clamp(x.Length / MinimumPart, 1, Math.Min(workers.Threads, Math.Max(1, batch)));
                workers.Run(ref work, work._parts);
            }
        }

        public readonly void Run(int part)
        {
            var (first, end) = Parts.Of(_batch, _parts, part);
            for (var sample = first; sample < end; sample++)
            {
                var at = (nint)sample * _rows * _columns;
                Transposition.Pack(_x + at, _columns, _rows, _columns, _rows, _y + at);
            }
        }
    }
}
