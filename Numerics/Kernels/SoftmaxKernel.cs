using System.Numerics;
using MlPipelines.Numerics.Buffers;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Overwrites each row with its softmax exp(s − max s) / Σ exp(s − max s). NaN anywhere makes its row NaN.</summary>
internal unsafe struct SoftmaxKernel<T> : ISimdKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>[rows, columns].</summary>
    public T* Scores;
    public int Rows, Columns;

    public readonly void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        var padded = (Columns + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        var row = ThreadBuffers<T>.ForA(padded);
        for (var i = 0; i < Rows; i++)
        {
            var scores = new Span<T>(Scores + (nint)i * Columns, Columns);
            var (_, sum) = SoftmaxRow.Exponentials<TSimd, TVector, T>(scores, row, padded);
            SoftmaxRow.Scale<TSimd, TVector, T>(row, padded, T.One / sum);
            new ReadOnlySpan<T>(row, Columns).CopyTo(scores);
        }
    }
}
