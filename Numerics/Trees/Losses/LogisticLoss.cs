using System.Runtime.Intrinsics;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Cross-entropy of independent yes-or-no questions, log(1 + e^−s) for a yes and log(1 + e^s) for a no. With one output the labels are
/// 0 and 1; with K outputs (<see cref="OneVersusAll"/>) the labels are classes 0 … K − 1 and output k asks "is it class k?".
/// </summary>
public sealed class LogisticLoss : BoostingLoss
{
    public LogisticLoss()
        : this(1)
    {
    }

    private LogisticLoss(int outputs)
        : base(outputs)
    {
    }

    /// <summary>K two-class boosters in one, which share the binned data and know nothing of each other.</summary>
    public static LogisticLoss OneVersusAll(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return new LogisticLoss(classes);
    }

    internal override int ClassCount => OutputCount == 1 ? 2 : OutputCount;

    internal override void CheckTarget(float target, int row) => CheckClass(target, row, ClassCount);

    internal override float Response(float target, int output) => IsYes(target, output) ? 1f : 0f;

    internal override double[] InitialScores(double weight, double[] responses) =>
        [.. responses.Select(yes =>
        {
            double share = Math.Clamp(yes / weight, 1e-6, 1 - 1e-6);
            return Math.Log(share / (1 - share));
        })];

    internal override void Gradients(TrainingTargets targets, double[][] scores, float[][] gradients, float[][] hessians, int first, int end)
    {
        ReadOnlySpan<float> w = targets.Weights;
        for (int k = 0; k < OutputCount; k++)
        {
            ReadOnlySpan<double> s = scores[k];
            Span<float> g = gradients[k], h = hessians[k];
            for (int i = first; i < end; i += Vector512<float>.Count)
            {
                Vector512<float> p = VectorMath.Sigmoid(VectorMath.ToSingles(s[i..]));
                Vector512<float> weighted = Vector512.Create(w[i..]) * p;
                weighted.CopyTo(g[i..]);
                (weighted * (Vector512<float>.One - p)).CopyTo(h[i..]);
            }
        }
    }

    public override double Value(ReadOnlySpan<float> scores, float target)
    {
        double sum = 0;
        for (int k = 0; k < OutputCount; k++)
        {
            double margin = IsYes(target, k) ? scores[k] : -scores[k];
            sum += margin > 0 ? double.LogP1(Math.Exp(-margin)) : double.LogP1(Math.Exp(margin)) - margin;
        }
        return sum;
    }

    internal override double Right(ReadOnlySpan<float> scores, float target) =>
        OutputCount > 1 ? LargestIs(scores, target) : scores[0] > 0 == (target == 1) ? 1 : 0;

    /// <summary>Scores become probabilities; those of several outputs are not normalized.</summary>
    public override void Transform(Span<float> scores)
    {
        foreach (ref float score in scores) score = 1f / (1f + MathF.Exp(-score));
    }

    private bool IsYes(float target, int output) => (int)target == (OutputCount == 1 ? 1 : output);
}
