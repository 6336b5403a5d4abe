using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Trainers.Linear;

/// <summary>Soft thresholding: sign(x) · max(|x| − threshold, 0).</summary>
internal static class SoftThreshold
{
    public static float Of(float value, float threshold)
    {
        if (value > threshold)
            return value - threshold;
        return value < -threshold ? value + threshold : 0;
    }

    /// <summary>target[i] = soft threshold of source[i]; NaN gives 0.</summary>
    public static void Apply(ReadOnlySpan<float> source, float threshold, Span<float> target)
    {
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(source);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(target);
        var upper = new Vector<float>(threshold);
        Vector<float> lower = -upper;
        for (int i = 0; i < values.Length && i < results.Length; i++)
        {
            Vector<float> value = values[i];
            Vector<float> positive = Vector.ConditionalSelect(Vector.GreaterThan(value, upper), value - upper, Vector<float>.Zero);
            results[i] = Vector.ConditionalSelect(Vector.LessThan(value, lower), value + upper, positive);
        }

        for (int i = values.Length * Vector<float>.Count; i < source.Length; i++)
            target[i] = Of(source[i], threshold);
    }
}
