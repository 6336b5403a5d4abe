using System.Numerics;
using System.Runtime.CompilerServices;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>What happens to each element of a matrix [rows, columns], with numbers that belong to its column.</summary>
internal interface IColumnwise<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Handles the elements from <paramref name="at"/> on, which lie in the columns from <paramref name="column"/> on, as many as a vector
    /// holds; gives what each adds to its column's sum, if sums are wanted.
    /// </summary>
    TVector Apply<TSimd, TVector>(nint at, nint column)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}

/// <summary>As <see cref="IColumnwise{T}"/>, with two sums for each column.</summary>
internal interface IColumnwisePair<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Handles the elements, and gives what each adds to its column's sums.</summary>
    TVector Apply<TSimd, TVector>(nint at, nint column, out TVector second)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct;
}

/// <summary>
/// Runs an operation over all elements of a matrix. With sums, columns are divided among threads and each column is added from the first
/// row to the last; without, rows are divided. The result has the same bits for any number of threads.
/// </summary>
internal static unsafe class Columnwise
{
    /// <summary>Columns that are added at a time.</summary>
    private const int Block = 64;

    /// <summary>The same where rows are so long that a few neighbours of each would be far apart in memory.</summary>
    private const int WideBlock = 512;

    /// <summary>From so many columns on.</summary>
    private const int LongRow = 4096;
    private const int MinimumPart = 16_384;

    /// <summary>All elements.</summary>
    public static void Run<TOperation, T>(WorkerPool workers, TOperation operation, int rows, int columns)
        where TOperation : struct, IColumnwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var work = new RowWork<TOperation, T> { Operation = operation, Rows = rows, Columns = columns };
        work.Parts = (int)Math.Clamp(Math.Min((long)rows * columns / MinimumPart, rows), 1, workers.Threads);
        workers.Run(ref work, work.Parts);
    }

    /// <summary>All elements, with the sum of what the operation gives for each column.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="sums">[columns], overwritten.</param>
    public static void Sum<TOperation, T>(WorkerPool workers, TOperation operation, int rows, Span<T> sums)
        where TOperation : struct, IColumnwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SumPairs(workers, new WithoutSecond<TOperation, T> { Operation = operation }, rows, sums, default);

    /// <summary>All elements, with two sums for each column.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="sums">[columns], overwritten.</param>
    /// <param name="seconds">[columns], overwritten with the sums of the second figures; empty when they are not wanted.</param>
    public static void SumPairs<TOperation, T>(WorkerPool workers, TOperation operation, int rows, Span<T> sums, Span<T> seconds)
        where TOperation : struct, IColumnwisePair<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* first = sums, second = seconds)
        {
            var work = new SumWork<TOperation, T>
            {
                Operation = operation,
                Rows = rows,
                Columns = sums.Length,
                Block = sums.Length < LongRow ? Block : WideBlock,
                Sums = first,
                Seconds = second,
            };
            work.Parts = (int)Math.Clamp(
                Math.Min((long)rows * sums.Length / MinimumPart, (sums.Length + work.Block - 1) / work.Block), 1, workers.Threads);
            workers.Run(ref work, work.Parts);
        }
    }

    /// <summary>An operation with one sum, as one whose second figures are 0.</summary>
    private struct WithoutSecond<TOperation, T> : IColumnwisePair<T>
        where TOperation : struct, IColumnwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public TOperation Operation;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TVector Apply<TSimd, TVector>(nint at, nint column, out TVector second)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            second = TSimd.Create(T.Zero);
            return Operation.Apply<TSimd, TVector>(at, column);
        }
    }

    /// <summary>Some rows.</summary>
    private struct RowWork<TOperation, T> : IWork, ISimdKernel<T>
        where TOperation : struct, IColumnwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public TOperation Operation;
        public int Rows, Columns, Parts;
        private int _start, _end;

        public readonly void Run(int part)
        {
            var own = this;
            (own._start, own._end) = Threading.Parts.Of(Rows, Parts, part);
            SimdDispatch.Run<RowWork<TOperation, T>, T>(ref own);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var operation = Operation;
            for (var row = _start; row < _end; row++)
            {
                var at = (nint)row * Columns;
                nint j = 0;
                for (; j + TSimd.Count <= Columns; j += TSimd.Count)
                    operation.Apply<TSimd, TVector>(at + j, j);
                for (; j < Columns; j++)
                    operation.Apply<SimdScalar<T>, T>(at + j, j);
            }
        }
    }

    /// <summary>
    /// Some columns: a block of them at a time, row after row, with the block's sums in a room of their own, so that each element is read
    /// once and the operation stands in the code once.
    /// </summary>
    private struct SumWork<TOperation, T> : IWork, ISimdKernel<T>
        where TOperation : struct, IColumnwisePair<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public TOperation Operation;
        public T* Sums, Seconds;
        public int Rows, Columns, Block, Parts;
        private int _start, _end;

        public readonly void Run(int part)
        {
            var own = this;
            var (first, end) = Threading.Parts.Of((Columns + Block - 1) / Block, Parts, part);
            (own._start, own._end) = (first * Block, Math.Min(end * Block, Columns));
            SimdDispatch.Run<SumWork<TOperation, T>, T>(ref own);
        }

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var operation = Operation;
            var sums = stackalloc T[WideBlock];
            var seconds = stackalloc T[WideBlock];
            for (var start = _start; start < _end; start += Block)
            {
                var width = Math.Min(Block, _end - start);
                new Span<T>(sums, width).Clear();
                new Span<T>(seconds, width).Clear();
                for (var row = 0; row < Rows; row++)
                {
                    var at = (nint)row * Columns + start;
                    nint j = 0;
                    for (; j + TSimd.Count <= width; j += TSimd.Count)
                    {
                        var sum = operation.Apply<TSimd, TVector>(at + j, start + j, out var second);
                        TSimd.Store(sums + j, TSimd.Add(TSimd.Load(sums + j), sum));
                        if (Seconds != null)
                            TSimd.Store(seconds + j, TSimd.Add(TSimd.Load(seconds + j), second));
                    }

                    for (; j < width; j++)
                    {
                        sums[j] += operation.Apply<SimdScalar<T>, T>(at + j, start + j, out var second);
                        seconds[j] += second;
                    }
                }

                new ReadOnlySpan<T>(sums, width).CopyTo(new Span<T>(Sums + start, width));
                if (Seconds != null)
                    new ReadOnlySpan<T>(seconds, width).CopyTo(new Span<T>(Seconds + start, width));
            }
        }
    }
}
