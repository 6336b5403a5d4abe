using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees.Losses;

/// <summary>
/// Multinomial cross-entropy, −log softmax(scores)[label], for labels 0 … K − 1. The second derivatives are 2 p (1 − p): twice the
/// Hessian's diagonal bounds the whole Hessian from above (it is diagonally dominant), so that K trees, each blind to the others, do not
/// overshoot together.
/// </summary>
public sealed class SoftmaxLoss(int classes) : BoostingLoss(
    classes >= 2 ? classes : throw new ArgumentOutOfRangeException(nameof(classes), classes, "Softmax needs at least 2 classes."))
{
    internal override int ClassCount => OutputCount;

    internal override void CheckTarget(float target, int row) => CheckClass(target, row, OutputCount);

    internal override float Response(float target, int output) => (int)target == output ? 1f : 0f;

    internal override double[] InitialScores(double weight, double[] responses) =>
        [.. responses.Select(r => Math.Log(Math.Max(r / weight, 1e-6)))];

    internal override void Gradients(
        TrainingTargets targets, double[][] scores, float[][] gradients, float[][] hessians, int first, int end)
    {
        const int Block = 512;
        Span<float> maximum = stackalloc float[Block];
        Span<float> total = stackalloc float[Block];
        for (; first < end; first += Block)
        {
            var n = Math.Min(Block, end - first);
            maximum.Fill(float.NegativeInfinity);
            total.Clear();
            for (var k = 0; k < OutputCount; k++)
            {
                ReadOnlySpan<double> s = scores[k].AsSpan(first);
                for (var i = 0; i < n; i += Vector512<float>.Count)
                    Vector512.Max(Vector512.Create(maximum[i..]), VectorMath.ToSingles(s[i..])).CopyTo(maximum[i..]);
            }

            for (var k = 0; k < OutputCount; k++)
            {
                ReadOnlySpan<double> s = scores[k].AsSpan(first);
                var g = gradients[k].AsSpan(first);
                for (var i = 0; i < n; i += Vector512<float>.Count)
                {
                    var e = VectorMath.Exp(VectorMath.ToSingles(s[i..]) - Vector512.Create(maximum[i..]));
                    e.CopyTo(g[i..]);
                    (Vector512.Create(total[i..]) + e).CopyTo(total[i..]);
                }
            }

            ReadOnlySpan<float> w = targets.Weights.AsSpan(first);
            for (var i = 0; i < n; i += Vector512<float>.Count)
                (Vector512<float>.One / Vector512.Create(total[i..])).CopyTo(total[i..]);
            for (var k = 0; k < OutputCount; k++)
            {
                var g = gradients[k].AsSpan(first);
                var h = hessians[k].AsSpan(first);
                for (var i = 0; i < n; i += Vector512<float>.Count)
                {
                    var p = Vector512.Create(g[i..]) * Vector512.Create(total[i..]);
                    var weighted = Vector512.Create(w[i..]) * p;
                    weighted.CopyTo(g[i..]);
                    ((weighted + weighted) * (Vector512<float>.One - p)).CopyTo(h[i..]);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<float> scores, float target)
    {
        var maximum = double.NegativeInfinity;
        var sum = 0.0;
        foreach (var score in scores)
            maximum = Math.Max(maximum, score);
        foreach (var score in scores)
            sum += Math.Exp(score - maximum);
        return Math.Log(sum) + maximum - scores[(int)target];
    }

    internal override double Right(ReadOnlySpan<float> scores, float target)
    {
        var best = 0;
        for (var k = 1; k < scores.Length; k++)
            best = scores[k] > scores[best] ? k : best;
        return best == (int)target ? 1 : 0;
    }

    /// <inheritdoc/>
    public override void Transform(Span<float> scores)
    {
        var maximum = float.NegativeInfinity;
        var sum = 0f;
        foreach (var score in scores)
            maximum = Math.Max(maximum, score);
        foreach (ref var score in scores)
            sum += score = MathF.Exp(score - maximum);
        foreach (ref var score in scores)
            score /= sum;
    }
}
