using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Losses;

/// <summary>
/// −ln of the probability of the true one of two classes, the probability of class 1 being 1 / (1 + exp(−score)); one score per row. In
/// nats, averaged by the rows' weights.
/// </summary>
public sealed record BinaryCrossEntropy : LossDefinition
{
    /// <inheritdoc/>
    public override Loss<T> Build<T>() => new BinaryCrossEntropyLoss<T>();
}

/// <summary>
/// loss = max(s, 0) − s · label + ln(1 + exp(−|s|)), which cannot overflow; gradient = weight / Σ weights · (1 / (1 + exp(−s)) − label). A
/// row is found when its score is above 0 and its class 1, or neither.
/// </summary>
internal sealed class BinaryCrossEntropyLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Check(SampleSet<T> samples, int outputs)
    {
        if (samples.Classes != 2)
        {
            throw new ArgumentException("Binary cross-entropy needs samples with 2 classes; found "
                + $"{(samples.Classes == 0 ? "numbers as targets" : $"{samples.Classes} classes")}.", nameof(samples));
        }

        if (outputs != 1)
            throw new ArgumentException($"Binary cross-entropy needs a network with 1 output; found {outputs}.", nameof(outputs));
    }

    public override LossSums Compute(WorkerPool workers, Span<T> scores, in TargetBatch<T> targets, bool gradient)
    {
        var loss = 0.0;
        var correct = 0.0;
        var sum = RowWeights.Sum(targets);
        for (var i = 0; i < targets.Count; i++)
        {
            var (s, label) = (scores[i], targets.Labels[i]);
            var weight = targets.Weights.IsEmpty ? 1 : double.CreateTruncating(targets.Weights[i]);
            var small = T.Exp(-T.Abs(s));
            loss += weight * double.CreateTruncating((label == 1 ? T.Max(-s, T.Zero) : T.Max(s, T.Zero)) + T.LogP1(small));
            correct += s > T.Zero == (label == 1) ? weight : 0;
            if (gradient)
                scores[i] = (Probability(s, small) - T.CreateTruncating(label)) * T.CreateTruncating(sum > 0 ? weight / sum : 0);
        }

        return new LossSums(loss, correct, sum);
    }

    private static T Probability(T s, T small) => (s < T.Zero ? small : T.One) / (T.One + small);
}
