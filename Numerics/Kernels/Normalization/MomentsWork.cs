using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>
/// For every block of rows the channels' means and sums of squared distances from them; four rows' chains run side by side.
/// </summary>
internal unsafe struct MomentsWork<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X;

    /// <summary>[blocks, 2, channels]: mean, sum of squares.</summary>
    public T* Partials;
    public RowBlocks Blocks;
    public int Parts;

    public readonly void Run(int part)
    {
        var (first, end) = Threading.Parts.Of(Blocks.Count, Parts, part);
        var channels = Blocks.Channels;
        for (var block = first; block < end; block++)
        {
            var (start, stop) = Blocks.Of(block);
            var step = new Block
            {
                X = X + (nint)start * channels,
                Rows = stop - start,
                Stride = channels,
                Target = Partials + (nint)2 * block * channels,
            };
            ShortRow.Run<Block, T>(step, channels);
        }
    }

    private struct Block : IElementwise<T>
    {
        public T* X, Target;
        public int Rows;
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
            for (; row + 4 <= Rows; row += 4, x += 4 * Stride)
            {
                a = TSimd.Add(a, TSimd.Load(x));
                b = TSimd.Add(b, TSimd.Load(x + Stride));
                c = TSimd.Add(c, TSimd.Load(x + 2 * Stride));
                d = TSimd.Add(d, TSimd.Load(x + 3 * Stride));
            }

            for (; row < Rows; row++, x += Stride)
                a = TSimd.Add(a, TSimd.Load(x));
            var mean = TSimd.Divide(TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)), TSimd.Create(T.CreateTruncating(Rows)));

            a = b = c = d = TSimd.Create(T.Zero);
            x = X + i;
            row = 0;
            for (; row + 4 <= Rows; row += 4, x += 4 * Stride)
            {
                var (da, db) = (TSimd.Subtract(TSimd.Load(x), mean), TSimd.Subtract(TSimd.Load(x + Stride), mean));
                var (dc, dd) = (TSimd.Subtract(TSimd.Load(x + 2 * Stride), mean), TSimd.Subtract(TSimd.Load(x + 3 * Stride), mean));
                a = TSimd.MultiplyAdd(da, da, a);
                b = TSimd.MultiplyAdd(db, db, b);
                c = TSimd.MultiplyAdd(dc, dc, c);
                d = TSimd.MultiplyAdd(dd, dd, d);
            }

            for (; row < Rows; row++, x += Stride)
            {
                var distance = TSimd.Subtract(TSimd.Load(x), mean);
                a = TSimd.MultiplyAdd(distance, distance, a);
            }

            TSimd.Store(Target + i, mean);
            TSimd.Store(Target + Stride + i, TSimd.Add(TSimd.Add(a, b), TSimd.Add(c, d)));
        }
    }
}

/// <summary>
/// Puts the blocks' moments together in their order (Chan, Golub and LeVeque 1979): no difference of large squares is ever taken.
/// </summary>
internal unsafe struct MomentsMerge<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Partials, Mean, Variance;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        nint channels = Blocks.Channels;
        var (mean, squares) = (TSimd.Load(Partials + i), TSimd.Load(Partials + channels + i));
        for (var block = 1; block < Blocks.Count; block++)
        {
            var (start, end) = Blocks.Of(block);
            var from = Partials + 2 * block * channels + i;
            var share = T.CreateTruncating(end - start) / T.CreateTruncating(end);
            var distance = TSimd.Subtract(TSimd.Load(from), mean);
            mean = TSimd.MultiplyAdd(distance, TSimd.Create(share), mean);
            squares = TSimd.Add(squares, TSimd.Load(from + channels));
            squares = TSimd.MultiplyAdd(TSimd.Multiply(distance, distance), TSimd.Create(T.CreateTruncating(start) * share), squares);
        }

        TSimd.Store(Mean + i, mean);
        TSimd.Store(Variance + i, TSimd.Divide(squares, TSimd.Create(T.CreateTruncating(Blocks.Rows))));
    }
}
