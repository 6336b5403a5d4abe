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

/// <summary>
/// Runs an operation over all elements of a matrix. With sums, columns are divided among threads and each column is added from the first
/// row to the last; without, rows are divided. The result has the same bits for any number of threads.
/// </summary>
internal static unsafe class Columnwise
{
    private const int Block = 64;
    private const int MinimumPart = 16_384;

    /// <summary>All elements.</summary>
    public static void Run<TOperation, T>(WorkerPool workers, TOperation operation, int rows, int columns)
        where TOperation : struct, IColumnwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var work = new Work<TOperation, T> { Operation = operation, Rows = rows, Columns = columns };
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
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* pointer = sums)
        {
            var work = new Work<TOperation, T> { Operation = operation, Rows = rows, Columns = sums.Length, Sums = pointer };
            work.Parts = (int)Math.Clamp(
                Math.Min((long)rows * sums.Length / MinimumPart, (sums.Length + Block - 1) / Block), 1, workers.Threads);
            workers.Run(ref work, work.Parts);
        }
    }

    private struct Work<TOperation, T> : IWork, ISimdKernel<T>
        where TOperation : struct, IColumnwise<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public TOperation Operation;
        public T* Sums;
        public int Rows, Columns, Parts;
        private int _start, _end;

        public readonly void Run(int part)
        {
            var own = this;
            if (Sums == null)
            {
                (own._start, own._end) = Threading.Parts.Of(Rows, Parts, part);
            }
            else
            {
                var (first, end) = Threading.Parts.Of((Columns + Block - 1) / Block, Parts, part);
                (own._start, own._end) = (first * Block, Math.Min(end * Block, Columns));
            }

            SimdDispatch.Run<Work<TOperation, T>, T>(ref own);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            if (Sums == null)
                EachRow<TSimd, TVector>();
            else
                EachColumn<TSimd, TVector>();
        }

        private readonly void EachRow<TSimd, TVector>()
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

        private readonly void EachColumn<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            nint j = _start;
            for (; j + 4 * TSimd.Count <= _end; j += 4 * TSimd.Count)
                Four<TSimd, TVector>(j);
            for (; j + TSimd.Count <= _end; j += TSimd.Count)
                One<TSimd, TVector>(j);
            for (; j < _end; j++)
                One<SimdScalar<T>, T>(j);
        }

        private readonly void Four<TSimd, TVector>(nint j)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var operation = Operation;
            var (s0, s1, s2, s3) = (TSimd.Create(T.Zero), TSimd.Create(T.Zero), TSimd.Create(T.Zero), TSimd.Create(T.Zero));
            nint w = TSimd.Count;
            var at = j;
            for (var row = 0; row < Rows; row++, at += Columns)
            {
                s0 = TSimd.Add(s0, operation.Apply<TSimd, TVector>(at, j));
                s1 = TSimd.Add(s1, operation.Apply<TSimd, TVector>(at + w, j + w));
                s2 = TSimd.Add(s2, operation.Apply<TSimd, TVector>(at + 2 * w, j + 2 * w));
                s3 = TSimd.Add(s3, operation.Apply<TSimd, TVector>(at + 3 * w, j + 3 * w));
            }

            TSimd.Store(Sums + j, s0);
            TSimd.Store(Sums + j + w, s1);
            TSimd.Store(Sums + j + 2 * w, s2);
            TSimd.Store(Sums + j + 3 * w, s3);
        }

        private readonly void One<TSimd, TVector>(nint j)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var operation = Operation;
            var sum = TSimd.Create(T.Zero);
            var at = j;
            for (var row = 0; row < Rows; row++, at += Columns)
                sum = TSimd.Add(sum, operation.Apply<TSimd, TVector>(at, j));
            TSimd.Store(Sums + j, sum);
        }
    }
}
