using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Losses;

/// <summary>The mean over rows and outputs of (score − target)², the rows by their weights; targets are numbers.</summary>
public sealed record MeanSquaredError : LossDefinition
{
    /// <inheritdoc/>
    public override Loss<T> Build<T>() => new MeanSquaredErrorLoss<T>();
}

/// <summary>A row's loss is the mean of (s − t)² over its outputs; gradient = weight / Σ weights · 2 (s − t) / outputs.</summary>
internal sealed class MeanSquaredErrorLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Check(SampleSet<T> samples, int outputs)
    {
        if (samples.TargetColumns == 0)
        {
            throw new ArgumentException(
                $"The mean squared error needs samples with numbers as targets; found {samples.Classes} classes.", nameof(samples));
        }

        if (samples.TargetColumns != outputs)
        {
            throw new ArgumentException($"The mean squared error needs one output per target; the network has {outputs} outputs and the "
                + $"samples have {samples.TargetColumns} targets per row.", nameof(samples));
        }
    }

    public override LossSums Compute(WorkerPool workers, Span<T> scores, in TargetBatch<T> targets, bool gradient)
    {
        var columns = scores.Length / targets.Count;
        var loss = 0.0;
        var sum = RowWeights.Sum(targets);
        for (var i = 0; i < targets.Count; i++)
        {
            var weight = targets.Weights.IsEmpty ? 1 : double.CreateTruncating(targets.Weights[i]);
            var factor = T.CreateTruncating(sum > 0 ? 2 * weight / sum / columns : 0);
            var squares = T.Zero;
            for (var j = i * columns; j < (i + 1) * columns; j++)
            {
                var difference = scores[j] - targets.Values[j];
                squares += difference * difference;
                if (gradient)
                    scores[j] = factor * difference;
            }

            loss += weight * double.CreateTruncating(squares) / columns;
        }

        return new LossSums(loss, 0, sum);
    }
}
