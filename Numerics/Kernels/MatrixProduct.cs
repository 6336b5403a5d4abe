using System.Numerics;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>C = A B with an epilogue.</summary>
internal static class MatrixProduct
{
    public static void Multiply<T>(WorkerPool workers, int m, int n, int k, MatrixView<T> a, MatrixView<T> b, Span<T> c, Epilogue<T> epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MatrixProductScalar.Multiply(m, n, k, a, b, c, epilogue);
}
