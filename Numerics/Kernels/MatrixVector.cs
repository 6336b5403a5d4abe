using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

/// <summary>One row through a dense layer.</summary>
internal static class MatrixVector
{
    /// <summary>y = W x + b, then max(·, 0) when rectified. Shapes: W [outputs, inputs], x [inputs], b, y [outputs].</summary>
    public static void Multiply<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> x, ReadOnlySpan<T> b, Span<T> y, bool rectify)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var j = 0; j < y.Length; j++)
        {
            var sum = T.Zero;
            for (var p = 0; p < x.Length; p++)
                sum = T.FusedMultiplyAdd(w[j * x.Length + p], x[p], sum);
            sum += b[j];
            y[j] = rectify && sum < T.Zero ? T.Zero : sum;
        }
    }
}
