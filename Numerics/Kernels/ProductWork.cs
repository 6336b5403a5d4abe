using System.Numerics;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Kernels;

/// <summary>C [m, n] = A [m, k] B [k, n] with an epilogue, as pointers; split into a grid of parts, each with rows and columns of C of its own.</summary>
internal unsafe struct ProductWork<TSimd, TVector, T> : IWork
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that stay together when the work is split.</summary>
    public const int Unit = ProductTile<TSimd, TVector, T>.Rows;

    public int M, N, K;
    public T* A;
    public nint ARowStride, AColumnStride;
    public T* B;
    public nint BRowStride, BColumnStride;
    public T* C;
    public T* Bias;
    public bool Rectify;
    public int RowParts, ColumnParts;

    public void Run(int part)
    {
        var panel = ProductRegion<TSimd, TVector, T>.PanelWidth;
        var (firstTile, endTile) = Parts.Of((M + Unit - 1) / Unit, RowParts, part / ColumnParts);
        var (firstPanel, endPanel) = Parts.Of((N + panel - 1) / panel, ColumnParts, part % ColumnParts);
        ProductRegion<TSimd, TVector, T>.Compute(
            this, firstTile * Unit, Math.Min(endTile * Unit, M), firstPanel * panel, Math.Min(endPanel * panel, N));
    }
}
