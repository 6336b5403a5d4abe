using System.Buffers;
using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Losses;
using MlPipelines.Numerics.Networks;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Training;

/// <summary>How well a network sorts samples into classes.</summary>
/// <param name="LogLoss">Mean of −ln of the probability given to the true class, in nats.</param>
/// <param name="Accuracy">Share of rows whose highest score is the true class's.</param>
public sealed record ClassificationScores(double LogLoss, double Accuracy)
{
    /// <summary>The scores of a network over samples with classes, batch by batch.</summary>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    public static ClassificationScores Of<T>(Network<T> network, SampleSet<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Columns != network.InputSize)
        {
            throw new ArgumentException(
                $"The network takes {network.InputSize} features per row; the samples have {samples.Columns}.", nameof(samples));
        }

        var loss = new SoftmaxCrossEntropyLoss<T>(smoothing: 0);
        loss.Check(samples, network.OutputSize);
        var sums = SampleLoss.Sum(network, samples, loss, WorkerPool.Single);
        return new ClassificationScores(sums.Loss / sums.Weight, sums.Correct / sums.Weight);
    }
}

/// <summary>A loss over all samples of a set.</summary>
internal static class SampleLoss
{
    private const int Batch = 256;

    /// <summary>Numbers that pixels may become at a time.</summary>
    private const int PixelRoom = 4 << 20;

    /// <summary>The loss's sums, batch by batch in the order of the rows.</summary>
    public static LossSums Sum<T>(Network<T> network, SampleSet<T> samples, Loss<T> loss, WorkerPool workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var batch = samples.Pixels.IsEmpty ? Batch : Math.Clamp(PixelRoom / samples.Columns, 1, Batch);
        var scores = ArrayPool<T>.Shared.Rent(batch * network.OutputSize);
        var room = samples.Pixels.IsEmpty ? [] : ArrayPool<T>.Shared.Rent(batch * samples.Columns);
        var sums = default(LossSums);
        for (var start = 0; start < samples.Count; start += batch)
        {
            var rows = Math.Min(batch, samples.Count - start);
            var y = scores.AsSpan(0, rows * network.OutputSize);
            network.Predict(samples.Rows(start, rows, room), rows, y, workers);
            sums += loss.Compute(workers, y, Targets(samples, start, rows), gradient: false);
        }

        ArrayPool<T>.Shared.Return(scores);
        if (room.Length > 0)
            ArrayPool<T>.Shared.Return(room);
        return sums;
    }

    private static TargetBatch<T> Targets<T>(SampleSet<T> samples, int start, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Count = rows,
            Labels = samples.Labels.IsEmpty ? default : samples.Labels.Span.Slice(start, rows),
            Values = samples.Targets.IsEmpty
                ? default
                : samples.Targets.Span.Slice(start * samples.TargetColumns, rows * samples.TargetColumns),
            Weights = samples.Weights.IsEmpty ? default : samples.Weights.Span.Slice(start, rows),
        };
}
