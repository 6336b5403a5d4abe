using System.Numerics;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Samples;

namespace MlPipelines.Numerics.Losses;

/// <summary>loss = ln Σⱼ exp(sⱼ) − s[label]; gradient = weight / Σ weights · (softmax(s) − onehot(label)). The maximum is taken off first, so that exp cannot overflow.</summary>
internal sealed class SoftmaxCrossEntropyLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Check(Samples<T> samples, int outputs)
    {
        if (samples.Classes == 0)
            throw new ArgumentException("Softmax cross-entropy needs samples with classes; found samples with numbers as targets.", nameof(samples));
        if (samples.Classes != outputs)
            throw new ArgumentException($"Softmax cross-entropy needs one output per class; the network has {outputs} outputs and the samples have {samples.Classes} classes.", nameof(samples));
    }

    public override LossSums Compute(Span<T> scores, in TargetBatch<T> targets, bool gradient)
    {
        var columns = scores.Length / targets.Count;
        double loss = 0, correct = 0, weightSum = targets.Weights.IsEmpty ? targets.Count : 0;
        foreach (var weight in targets.Weights)
            weightSum += double.CreateTruncating(weight);
        for (var i = 0; i < targets.Count; i++)
        {
            var row = scores.Slice(i * columns, columns);
            var weight = targets.Weights.IsEmpty ? 1 : double.CreateTruncating(targets.Weights[i]);
            var scale = gradient ? T.CreateTruncating(weightSum > 0 ? weight / weightSum : 0) : T.Zero;
            var (rowLoss, hit) = SoftmaxRow.CrossEntropy(row, targets.Labels[i], scale, gradient);
            loss += weight * rowLoss;
            correct += hit ? weight : 0;
        }
        return new LossSums(loss, correct, weightSum);
    }
}
