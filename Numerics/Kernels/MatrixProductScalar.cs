using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

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
                    sum = T.FusedMultiplyAdd(
                        a.Values[i * a.RowStride + p * a.ColumnStride], b.Values[p * b.RowStride + j * b.ColumnStride], sum);
                if (!epilogue.Bias.IsEmpty)
                    sum += epilogue.Bias[j];
                if (epilogue.Rectify && sum < T.Zero)
                    sum = T.Zero;
                c[i * n + j] = sum;
            }
        }
    }
}
