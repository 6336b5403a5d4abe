using System.Numerics;

namespace MlPipelines.Numerics.Kernels;

/// <summary>Softmax of one row, and its cross-entropy.</summary>
internal static class SoftmaxRow
{
    /// <summary>Overwrites scores with exp(s − max s) / Σ. NaN anywhere makes all NaN.</summary>
    public static void Softmax<T>(Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Exponentials(scores, Maximum(scores));
        for (var j = 0; j < scores.Length; j++)
            scores[j] /= sum;
    }

    /// <summary>The row's loss and whether its highest score is the label's (of equal ones the first counts); overwrites scores with scale · (softmax − onehot) when the gradient is wanted.</summary>
    public static (double Loss, bool Hit) CrossEntropy<T>(Span<T> scores, int label, T scale, bool gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var maximum = Maximum(scores);
        var own = scores[label];
        var hit = own == maximum && !scores[..label].Contains(maximum);
        var sum = Exponentials(scores, maximum);
        var loss = double.CreateTruncating(T.Log(sum) - (own - maximum));
        if (gradient)
        {
            var factor = scale / sum;
            for (var j = 0; j < scores.Length; j++)
                scores[j] *= factor;
            scores[label] -= scale;
        }
        return (loss, hit);
    }

    private static T Maximum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var maximum = values[0];
        for (var j = 1; j < values.Length; j++)
            maximum = T.Max(maximum, values[j]);
        return maximum;
    }

    private static T Exponentials<T>(Span<T> scores, T maximum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var j = 0; j < scores.Length; j++)
        {
            scores[j] = T.Exp(scores[j] - maximum);
            sum += scores[j];
        }
        return sum;
    }
}
