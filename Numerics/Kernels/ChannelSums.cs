using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Normalization;
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
            ShortRow.Run<Rows, T>(new Rows { X = _x + start * channels, Count = stop - start, Stride = channels, Target = _partials + block * channels }, _blocks.Channels);
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
