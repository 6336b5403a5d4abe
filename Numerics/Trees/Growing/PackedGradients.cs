using System.Runtime.Intrinsics;
using MlPipelines.Numerics.Trees.Losses;

namespace MlPipelines.Numerics.Trees.Growing;

/// <summary>
/// Gradients and second derivatives as 32-bit fixed-point numbers, two in one 64-bit integer: g · 2³² + h. A histogram then adds one
/// integer for each entry, and integer sums are exact: the same in any order, for any number of threads, and after subtraction. The units
/// are powers of two chosen for each tree so that the sums of |g| and of h just fit, which keeps more digits than sums of floats would. A
/// row whose gradient is below 2⁻³² of that sum counts as 0 when splits are sought (leaf values are exact): a single outlier whose error is
/// 10⁹ times those of all other rows together hides them.
/// </summary>
internal sealed class PackedGradients(int rows)
{
    private const double GradientRange = int.MaxValue;
    private const double HessianRange = uint.MaxValue;

    /// <summary>[padded rows].</summary>
    public long[] Values { get; } = GC.AllocateUninitializedArray<long>(TrainingTargets.Padded(rows));

    /// <summary>What one step of the high and of the low half is worth.</summary>
    public double GradientUnit { get; private set; }

    public double HessianUnit { get; private set; }

    public static long GradientOf(long packed) => packed >> 32;

    public static long HessianOf(long packed) => packed & uint.MaxValue;

    /// <summary>The sum over all rows.</summary>
    public long Total { get; private set; }

    /// <summary>Packs padded arrays, which are 0 behind the last row.</summary>
    public void Pack(float[] gradients, float[] hessians)
    {
        var gradientScale = Scale(AbsoluteSum(gradients), GradientRange);
        var hessianScale = Scale(AbsoluteSum(hessians), HessianRange);
        GradientUnit = 1.0 / gradientScale;
        HessianUnit = 1.0 / hessianScale;
        ReadOnlySpan<float> g = gradients;
        ReadOnlySpan<float> h = hessians;
        Span<long> packed = Values;
        var total = default(Vector512<long>);
        for (var i = 0; i < g.Length; i += Vector512<float>.Count)
        {
            var high = Vector512.ConvertToInt32(Vector512.Round(Vector512.Create(g[i..]) * gradientScale));
            var low = Vector512.ConvertToUInt32(Vector512.Round(Vector512.Create(h[i..]) * hessianScale));
            var (highA, highB) = Vector512.Widen(high);
            var (lowA, lowB) = Vector512.Widen(low);
            var (a, b) = ((highA << 32) + lowA.AsInt64(), (highB << 32) + lowB.AsInt64());
            a.CopyTo(packed[i..]);
            b.CopyTo(packed[(i + Vector512<long>.Count)..]);
            total += a + b;
        }

        Total = Vector512.Sum(total);
    }

    /// <summary>The largest power of two that keeps the rounded sum within the range.</summary>
    private float Scale(double sum, double range)
    {
        if (!double.IsFinite(sum))
        {
            throw new ArithmeticException(
                "The gradients are not finite: the scores have diverged, or targets times weights exceed the largest float. Lower the "
                    + "learning rate, or scale targets and weights.");
        }

        if (sum <= 0)
            return 1f;
        var exponent = Math.ILogB((range - 1 - rows) / sum);
        return MathF.ScaleB(1f, Math.Clamp(exponent, -120, 120));
    }

    private static double AbsoluteSum(ReadOnlySpan<float> values)
    {
        var a = default(Vector512<double>);
        var b = default(Vector512<double>);
        for (var i = 0; i < values.Length; i += Vector512<float>.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.Abs(Vector512.Create(values[i..])));
            a += low;
            b += high;
        }

        return Vector512.Sum(a + b);
    }
}
