using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;

namespace MlPipelines.Numerics.Losses;

/// <summary>Turns logits into probabilities.</summary>
public static unsafe class Softmax
{
    /// <summary>Overwrites each row with exp(s − max s) / Σ exp(s − max s).</summary>
    /// <param name="scores">[rows, columns], row-major.</param>
    /// <param name="columns">Scores per row.</param>
    /// <exception cref="ArgumentException">The scores do not fill whole rows.</exception>
    public static void Apply<T>(Span<T> scores, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (scores.Length % columns != 0)
            throw new ArgumentException($"{scores.Length} scores do not fill rows of {columns}.", nameof(scores));
        fixed (T* pointer = scores)
        {
            var kernel = new SoftmaxKernel<T> { Scores = pointer, Rows = scores.Length / columns, Columns = columns };
            SimdDispatch.Run<SoftmaxKernel<T>, T>(ref kernel);
        }
    }
}
