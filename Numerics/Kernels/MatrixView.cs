using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

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
