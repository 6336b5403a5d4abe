using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>
/// C = A B with an epilogue. Every element of C is one chain of fused multiply-adds in the order of k, so the result has the same bits for
/// any vector width and any number of threads, and equals <see cref="MatrixProductScalar"/>.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Below this many multiply-adds per thread, another thread costs more than it saves.</summary>
    private const long MinimumWork = 200_000;

    /// <summary>What a tile costs beside its multiply-adds, in terms of its sums.</summary>
    private const int TileOverhead = 16;

    /// <summary>C = A B, then the epilogue. Overwrites all of C.</summary>
    /// <param name="workers">Who does the work.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="k">Columns of A, rows of B; 0 makes C the epilogue of zeros.</param>
    /// <param name="a">[m, k].</param>
    /// <param name="b">[k, n].</param>
    /// <param name="c">[m, n], row-major; must not overlap A or B.</param>
    /// <param name="epilogue">Factor, bias and rectifier.</param>
    public static void Multiply<T>(
        WorkerPool workers, int m, int n, int k, MatrixView<T> a, MatrixView<T> b, Span<T> c, Epilogue<T> epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(m, n, k, a, b, c, epilogue);
        fixed (T* pa = a.Values, pb = b.Values, pc = c, bias = epilogue.Bias)
        {
            var product = new Product<T>(workers, m, n, k) { A = pa, B = pb, C = pc, Bias = bias };
            product.SetLayout(a, b, epilogue);
            SimdDispatch.Run<Product<T>, T>(ref product);
        }
    }

    /// <summary>As above with a given vector width.</summary>
    public static void Multiply<TSimd, TVector, T>(
        WorkerPool workers, int m, int n, int k, MatrixView<T> a, MatrixView<T> b, Span<T> c, Epilogue<T> epilogue)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(m, n, k, a, b, c, epilogue);
        fixed (T* pa = a.Values, pb = b.Values, pc = c, bias = epilogue.Bias)
        {
            var product = new Product<T>(workers, m, n, k) { A = pa, B = pb, C = pc, Bias = bias };
            product.SetLayout(a, b, epilogue);
            product.Run<TSimd, TVector>();
        }
    }

    /// <summary>
    /// Rows first, as element-by-element kernels divide the same matrices, so that a thread finds in its cache what it wrote there itself;
    /// columns where rows are few, since each part packs its own columns of B.
    /// </summary>
    private static void Split<TSimd, TVector, T>(ref ProductWork<TSimd, TVector, T> work, int threads)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Unit = ProductWork<TSimd, TVector, T>.Unit;
        var panel = ProductRegion<TSimd, TVector, T>.PanelWidth;
        var (panels, tiles) = ((work.N + panel - 1) / panel, (work.M + Unit - 1) / Unit);
        var columns = (work.N + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        var wanted = (int)Math.Clamp((long)tiles * Unit * columns * (work.K + TileOverhead) / MinimumWork, 1, threads);
        work.ColumnParts = tiles >= 4 * wanted && 2 * work.M >= work.N ? 1 : Math.Clamp(panels / 2, 1, wanted);
        work.RowParts = Math.Clamp(wanted / work.ColumnParts, 1, Math.Max(1, tiles));
    }

    private static void Check<T>(int m, int n, int k, MatrixView<T> a, MatrixView<T> b, Span<T> c, Epilogue<T> epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a, m, k);
        Check(b, k, n);
        if (c.Length != (long)m * n || (!epilogue.Bias.IsEmpty && epilogue.Bias.Length != n))
        {
            throw new ArgumentException(
                $"A product of {m} × {n} needs a result of {(long)m * n} elements and {n} biases; found {c.Length} and "
                    + $"{epilogue.Bias.Length}.");
        }
    }

    private static void Check<T>(MatrixView<T> matrix, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var needed = rows == 0 || columns == 0 ? 0 : (rows - 1L) * matrix.RowStride + (columns - 1L) * matrix.ColumnStride + 1;
        if (matrix.Values.Length < needed)
        {
            throw new ArgumentException(
                $"A matrix of {rows} × {columns} with strides {matrix.RowStride} and {matrix.ColumnStride} needs {needed} elements; found "
                    + $"{matrix.Values.Length}.");
        }
    }

    /// <summary>A product that waits for a vector width.</summary>
    private struct Product<T>(WorkerPool workers, int m, int n, int k) : ISimdKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* A, B, C, Bias;
        private nint _aRowStride, _aColumnStride, _bRowStride, _bColumnStride;
        private bool _rectify;
        private T? _factor;

        public void SetLayout(MatrixView<T> a, MatrixView<T> b, Epilogue<T> epilogue)
        {
            (_aRowStride, _aColumnStride, _bRowStride, _bColumnStride) = (a.RowStride, a.ColumnStride, b.RowStride, b.ColumnStride);
            (_rectify, _factor) = (epilogue.Rectify, epilogue.Factor);
        }

        public readonly void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
        {
            var work = new ProductWork<TSimd, TVector, T>
            {
                M = m,
                N = n,
                K = k,
                A = A,
                ARowStride = _aRowStride,
                AColumnStride = _aColumnStride,
                B = B,
                BRowStride = _bRowStride,
                BColumnStride = _bColumnStride,
                C = C,
                Bias = Bias,
                Rectify = _rectify,
                Factor = _factor,
            };
            Split(ref work, workers.Threads);
            workers.Run(ref work, work.RowParts * work.ColumnParts);
        }
    }
}

/// <summary>The plain twin of <see cref="MatrixProduct"/>: three loops, one multiply-add after the other in the order of k.</summary>
internal static class MatrixProductScalar
{
    /// <summary>C = A B, then the epilogue.</summary>
    public static void Multiply<T>(int m, int n, int k, MatrixView<T> a, MatrixView<T> b, Span<T> c, Epilogue<T> epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = T.Zero;
                for (var p = 0; p < k; p++)
                {
                    sum = T.FusedMultiplyAdd(
                        a.Values[i * a.RowStride + p * a.ColumnStride], b.Values[p * b.RowStride + j * b.ColumnStride], sum);
                }

                if (epilogue.Factor is { } factor)
                    sum *= factor;
                if (!epilogue.Bias.IsEmpty)
                    sum += epilogue.Bias[j];
                if (epilogue.Rectify && sum < T.Zero)
                    sum = T.Zero;
                c[i * n + j] = sum;
            }
        }
    }
}

/// <summary>A read-only matrix in memory: element (i, j) lies at i · RowStride + j · ColumnStride; one of the strides is 1.</summary>
internal readonly ref struct MatrixView<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A row-major matrix with rows of <paramref name="columns"/> elements.</summary>
    public MatrixView(ReadOnlySpan<T> values, int columns)
        : this(values, columns, 1)
    {
    }

    private MatrixView(ReadOnlySpan<T> values, int rowStride, int columnStride)
    {
        Values = values;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    public ReadOnlySpan<T> Values { get; }

    public int RowStride { get; }

    public int ColumnStride { get; }

    /// <summary>The transpose of a row-major matrix with rows of <paramref name="columns"/> elements.</summary>
    public static MatrixView<T> Transposed(ReadOnlySpan<T> values, int columns) => new(values, 1, columns);
}

/// <summary>
/// What happens to a product before it is stored: it is multiplied by a factor, a bias is added to every row, then comes max(·, 0). The
/// default does nothing.
/// </summary>
internal readonly ref struct Epilogue<T>(ReadOnlySpan<T> bias, bool rectify, T? factor = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One value per column, or empty.</summary>
    public ReadOnlySpan<T> Bias { get; } = bias;

    public bool Rectify { get; } = rectify;

    /// <summary>What every sum is multiplied by before the bias is added; null for nothing.</summary>
    public T? Factor { get; } = factor;
}
