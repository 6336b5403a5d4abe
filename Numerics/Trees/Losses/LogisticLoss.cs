using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees.Losses;

/// <summary>Cross-entropy of two classes, log(1 + e^−s) for label 1 and log(1 + e^s) for label 0: the score is the logit of 1.</summary>
public sealed class LogisticLoss() : BoostingLoss(1)
{
    internal override int ClassCount => 2;

    internal override void CheckTarget(float target, int row) => CheckClass(target, row, ClassCount);

    internal override float Response(float target, int output) => target;

    internal override double[] InitialScores(double weight, double[] responses)
    {
        var share = Math.Clamp(responses[0] / weight, 1e-6, 1 - 1e-6);
        return [Math.Log(share / (1 - share))];
    }

    internal override void Gradients(
        TrainingTargets targets, double[][] scores, float[][] gradients, float[][] hessians, int first, int end)
    {
        ReadOnlySpan<float> w = targets.Weights;
        ReadOnlySpan<double> s = scores[0];
        Span<float> g = gradients[0];
        Span<float> h = hessians[0];
        for (var i = first; i < end; i += Vector512<float>.Count)
        {
            var p = VectorMath.Sigmoid(VectorMath.ToSingles(s[i..]));
            var weighted = Vector512.Create(w[i..]) * p;
            weighted.CopyTo(g[i..]);
            (weighted * (Vector512<float>.One - p)).CopyTo(h[i..]);
        }
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<float> scores, float target)
    {
        double margin = target == 1 ? scores[0] : -scores[0];
        return margin > 0 ? double.LogP1(Math.Exp(-margin)) : double.LogP1(Math.Exp(margin)) - margin;
    }

    internal override double Right(ReadOnlySpan<float> scores, float target) => scores[0] > 0 == (target == 1) ? 1 : 0;

    /// <summary>The score becomes the probability of label 1.</summary>
    public override void Transform(Span<float> scores)
    {
        foreach (ref var score in scores)
            score = 1f / (1f + MathF.Exp(-score));
    }
}

/// <summary>Elementary functions of sixteen floats at once.</summary>
internal static class VectorMath
{
    private const int Half = 8;

    /// <summary>
    /// e^x within 2 units in the last place for −87 ≤ x ≤ 88, clamped outside: x = n ln 2 + r with |r| ≤ ln 2 / 2, a polynomial for e^r
    /// (the Taylor series to r⁷, whose remainder is below 2⁻²⁷ there), and n added to the exponent. NaN gives NaN or a finite value.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-87f)), Vector512.Create(88f));
        var n = Vector512.Round(x * 1.44269504f);
        var r = x - n * 0.693359375f + n * 2.12194440e-4f;
        var p = Vector512.Create(1f / 5040);
        p = p * r + Vector512.Create(1f / 720);
        p = p * r + Vector512.Create(1f / 120);
        p = p * r + Vector512.Create(1f / 24);
        p = p * r + Vector512.Create(1f / 6);
        p = p * r + Vector512.Create(0.5f);
        p = p * r + Vector512<float>.One;
        p = p * r + Vector512<float>.One;
        var exponent = Vector512.ConvertToInt32(n) << 23;
        return (p.AsInt32() + exponent).AsSingle();
    }

    /// <summary>Writes the rounded values of <paramref name="x"/>.</summary>
    public static void Round(ReadOnlySpan<double> x, Span<float> rounded)
    {
        var i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            ToSingles(x[i..]).CopyTo(rounded[i..]);
        for (; i < x.Length; i++)
            rounded[i] = (float)x[i];
    }

    /// <summary>The first sixteen of these, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingles(ReadOnlySpan<double> x) => Vector512.Narrow(Vector512.Create(x), Vector512.Create(x[Half..]));

    /// <summary>The first sixteen differences, rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> DifferenceToSingles(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Vector512.Narrow(Vector512.Create(x) - Vector512.Create(y), Vector512.Create(x[Half..]) - Vector512.Create(y[Half..]));

    /// <summary>1 / (1 + e^−x)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exp(-x));
}
