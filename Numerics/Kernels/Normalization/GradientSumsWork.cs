using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels.Normalization;

/// <summary>
/// For every block of rows the channels' sums of dy and of dy · (x − mean), in one pass with the gradient of the rectifier.
/// </summary>
internal unsafe struct GradientSumsWork<T> : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, Y, DY, Mean;

    /// <summary>[blocks, 2, channels].</summary>
    public T* Partials;
    public RowBlocks Blocks;
    public int Parts;

    public readonly void Run(int part)
    {
        var (first, end) = Threading.Parts.Of(Blocks.Count, Parts, part);
        nint channels = Blocks.Channels;
        for (var block = first; block < end; block++)
        {
            var (start, stop) = Blocks.Of(block);
            var at = start * channels;
            var target = Partials + 2 * block * channels;
            if (Y == null)
            {
                ShortRow.Run<Plain, T>(new Plain
                {
                    X = X + at,
                    DY = DY + at,
                    Mean = Mean,
                    Rows = stop - start,
                    Stride = channels,
                    Target = target
                }, Blocks.Channels);
            }
            else
            {
                ShortRow.Run<Gated, T>(new Gated
                {
                    X = X + at,
                    Y = Y + at,
                    DY = DY + at,
                    Mean = Mean,
                    Rows = stop - start,
                    Stride = channels,
                    Target = target
                }, Blocks.Channels);
            }
        }
    }

    private struct Plain : IElementwise<T>
    {
        public T* X, DY, Mean, Target;
        public int Rows;
        public nint Stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            TVector a, b, p, q;
            a = b = p = q = TSimd.Create(T.Zero);
            T* x = X + i, dy = DY + i;
            var mean = TSimd.Load(Mean + i);
            var row = 0;
            for (; row + 2 <= Rows; row += 2, x += 2 * Stride, dy += 2 * Stride)
            {
                var (dy0, dy1) = (TSimd.Load(dy), TSimd.Load(dy + Stride));
                a = TSimd.Add(a, dy0);
                b = TSimd.Add(b, dy1);
                p = TSimd.MultiplyAdd(dy0, TSimd.Subtract(TSimd.Load(x), mean), p);
                q = TSimd.MultiplyAdd(dy1, TSimd.Subtract(TSimd.Load(x + Stride), mean), q);
            }

            if (row < Rows)
            {
                a = TSimd.Add(a, TSimd.Load(dy));
                p = TSimd.MultiplyAdd(TSimd.Load(dy), TSimd.Subtract(TSimd.Load(x), mean), p);
            }

            TSimd.Store(Target + i, TSimd.Add(a, b));
            TSimd.Store(Target + Stride + i, TSimd.Add(p, q));
        }
    }

    private struct Gated : IElementwise<T>
    {
        public T* X, Y, DY, Mean, Target;
        public int Rows;
        public nint Stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TSimd, TVector>(nint i)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            TVector a, b, p, q;
            a = b = p = q = TSimd.Create(T.Zero);
            T* x = X + i, y = Y + i, dy = DY + i;
            var mean = TSimd.Load(Mean + i);
            var row = 0;
            for (; row + 2 <= Rows; row += 2, x += 2 * Stride, y += 2 * Stride, dy += 2 * Stride)
            {
                var (dy0, dy1) = (Gate<TSimd, TVector>(y, dy), Gate<TSimd, TVector>(y + Stride, dy + Stride));
                a = TSimd.Add(a, dy0);
                b = TSimd.Add(b, dy1);
                p = TSimd.MultiplyAdd(dy0, TSimd.Subtract(TSimd.Load(x), mean), p);
                q = TSimd.MultiplyAdd(dy1, TSimd.Subtract(TSimd.Load(x + Stride), mean), q);
            }

            if (row < Rows)
            {
                var last = Gate<TSimd, TVector>(y, dy);
                a = TSimd.Add(a, last);
                p = TSimd.MultiplyAdd(last, TSimd.Subtract(TSimd.Load(x), mean), p);
            }

            TSimd.Store(Target + i, TSimd.Add(a, b));
            TSimd.Store(Target + Stride + i, TSimd.Add(p, q));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Gate<TSimd, TVector>(T* y, T* dy)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var gated = TSimd.SelectGreater(TSimd.Load(y), TSimd.Create(T.Zero), TSimd.Load(dy), TSimd.Create(T.Zero));
            TSimd.Store(dy, gated);
            return gated;
        }
    }
}

/// <summary>Adds the blocks' sums in their order.</summary>
internal unsafe struct GradientSumsMerge<T> : IElementwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* Partials, DShift, DCentred;
    public RowBlocks Blocks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<TSimd, TVector>(nint i)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        nint channels = Blocks.Channels;
        var from = Partials + i;
        TVector shift, centred;
        shift = centred = TSimd.Create(T.Zero);
        for (var block = 0; block < Blocks.Count; block++, from += 2 * channels)
        {
            shift = TSimd.Add(shift, TSimd.Load(from));
            centred = TSimd.Add(centred, TSimd.Load(from + channels));
        }

        TSimd.Store(DShift + i, shift);
        TSimd.Store(DCentred + i, centred);
    }
}
