using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Column sums of dy in the order of the rows, in one pass with the gradient of a ReLU: dy ← 0 where y is not above 0.</summary>
internal unsafe struct BiasGradient<T> : IWork, ISimdKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 64;
    private const int MinimumPart = 8192;
    private T* _y, _dy, _sums;
    private int _rows, _columns, _parts, _start, _end;

    /// <summary>Overwrites the sums, and dy when y is given.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="y">[rows, columns], outputs of the ReLU; empty when there is none.</param>
    /// <param name="dy">[rows, columns].</param>
    /// <param name="sums">[columns].</param>
    public static void Compute(WorkerPool workers, ReadOnlySpan<T> y, Span<T> dy, Span<T> sums)
    {
        fixed (T* py = y, pdy = dy, psums = sums)
        {
            var work = new BiasGradient<T> { _y = py, _dy = pdy, _sums = psums, _rows = dy.Length / sums.Length, _columns = sums.Length };
            work._parts = Math.Clamp(Math.Min(dy.Length / MinimumPart, sums.Length / Block), 1, workers.Threads);
            workers.Run(ref work, work._parts);
        }
    }

    public readonly void Run(int part)
    {
        var own = this;
        var (first, end) = Parts.Of((_columns + Block - 1) / Block, _parts, part);
        own._start = first * Block;
        own._end = Math.Min(end * Block, _columns);
        SimdDispatch.Run<BiasGradient<T>, T>(ref own);
    }

    public readonly void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var j = _start;
        for (; j + 4 * TSimd.Count <= _end; j += 4 * TSimd.Count)
            Four<TSimd, TVector>(j);
        for (; j + TSimd.Count <= _end; j += TSimd.Count)
            One<TSimd, TVector>(j);
        for (; j < _end; j++)
            One<SimdScalar<T>, T>(j);
    }

    private readonly void Four<TSimd, TVector>(int j)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var (s0, s1, s2, s3) = (TSimd.Create(T.Zero), TSimd.Create(T.Zero), TSimd.Create(T.Zero), TSimd.Create(T.Zero));
        nint w = TSimd.Count;
        nint at = j;
        for (var i = 0; i < _rows; i++, at += _columns)
        {
            s0 = TSimd.Add(s0, Gate<TSimd, TVector>(at));
            s1 = TSimd.Add(s1, Gate<TSimd, TVector>(at + w));
            s2 = TSimd.Add(s2, Gate<TSimd, TVector>(at + 2 * w));
            s3 = TSimd.Add(s3, Gate<TSimd, TVector>(at + 3 * w));
        }

        TSimd.Store(_sums + j, s0);
        TSimd.Store(_sums + j + w, s1);
        TSimd.Store(_sums + j + 2 * w, s2);
        TSimd.Store(_sums + j + 3 * w, s3);
    }

    private readonly void One<TSimd, TVector>(int j)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var sum = TSimd.Create(T.Zero);
        nint at = j;
        for (var i = 0; i < _rows; i++, at += _columns)
            sum = TSimd.Add(sum, Gate<TSimd, TVector>(at));
        TSimd.Store(_sums + j, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TVector Gate<TSimd, TVector>(nint at)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var dy = TSimd.Load(_dy + at);
        if (_y == null)
            return dy;
        dy = TSimd.SelectGreater(TSimd.Load(_y + at), TSimd.Create(T.Zero), dy, TSimd.Create(T.Zero));
        TSimd.Store(_dy + at, dy);
        return dy;
    }
}
