using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Sums over the rows of [rows, channels]. Blocks of rows are summed by themselves and put together in their order.</summary>
internal unsafe struct ChannelSums<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T* _x, _partials;
    private RowBlocks _blocks;
    private int _parts;

    /// <summary>Overwrites sums.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="x">[rows, channels].</param>
    /// <param name="sums">[channels].</param>
    public static void Compute(WorkerPool workers, ReadOnlySpan<T> x, Span<T> sums)
    {
        var blocks = new RowBlocks(x.Length / sums.Length, sums.Length);
        fixed (T* px = x, psums = sums)
        {
            var work = new ChannelSums<T> { _x = px, _blocks = blocks, _parts = blocks.Parts(workers) };
            work._partials = ThreadBuffers<T>.ForPartials((blocks.Count + 1) * sums.Length);
            workers.Run(ref work, work._parts);
            ShortRow.Run<Rows, T>(new Rows { X = work._partials, Count = blocks.Count, Stride = sums.Length, Target = psums }, sums.Length);
        }
    }

    public readonly void Run(int part)
    {
        var (first, end) = Parts.Of(_blocks.Count, _parts, part);
        nint channels = _blocks.Channels;
        for (var block = first; block < end; block++)
        {
            var (start, stop) = _blocks.Of(block);
            var step = new Rows
            {
                X = _x + start * channels,
                Count = stop - start,
                Stride = channels,
                Target = _partials + block * channels,
            };
            ShortRow.Run<Rows, T>(step, _blocks.Channels);
        }
    }

    /// <summary>Four rows' chains side by side.</summary>
    private struct Rows : IElementwise<T>
    {
        public T* X, Target;
        public int Count;
        public nint Stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            TVector a, b, c, d;
            a = b = c = d = TSimd.Create(T.Zero);
            var x = X + i;
            var row = 0;
            for (; row + 4 <= Count; row += 4, x += 4 * Stride)
            {
                a = TSimd.Add(a, TSimd.Load(x));
                b = TSimd.Add(b, TSimd.Load(x + Stride));
                c = TSimd.Add(c, TSimd.Load(x + 2 * Stride));
                d = TSimd.Add(d, TSimd.Load(x + 3 * Stride));
            }

            for (; row < Count; row++, x += Stride)
                a = TSimd.Add(a, TSimd.Load(x));
            TSimd.Store(Target + i, TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)));
        }
    }
}

/// <summary>Rows in blocks of about 4096 elements, which stay in the first-level cache while they are read twice.</summary>
internal readonly struct RowBlocks(int rows, int channels)
{
    private const int Elements = 4096;
    private const int MinimumRows = 16;
    private const int MinimumPart = 16_384;
    private readonly int _size = Math.Max(MinimumRows, Elements / channels);

    public int Rows { get; } = rows;

    public int Channels { get; } = channels;

    public int Count => (Rows + _size - 1) / _size;

    /// <summary>First row and row after the last of a block.</summary>
    public (int Start, int End) Of(int block) => (block * _size, Math.Min((block + 1) * _size, Rows));

    /// <summary>Into how many parts the blocks are worth to be split.</summary>
    public int Parts(WorkerPool workers) =>
        (int)Math.Clamp((long)Rows * Channels / MinimumPart, 1, Math.Max(1, Math.Min(workers.Threads, Count)));
}
