using System.Numerics;
using MlPipelines.Numerics.Batches;
using MlPipelines.Numerics.Kernels;
using MlPipelines.Numerics.Kernels.Simd;
using MlPipelines.Numerics.Threading;

namespace MlPipelines.Numerics.Losses;

/// <summary>−ln softmax(scores)[label], in nats, averaged over the batch by the rows' weights. Scores are logits, one per class.</summary>
public sealed record SoftmaxCrossEntropy : LossDefinition
{
    /// <summary>
    /// Share of each target that is spread evenly over all classes (Szegedy et al. 2016, as PyTorch's <c>label_smoothing</c>), in [0, 1).
    /// Default 0.
    /// </summary>
    public double LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public override void Validate()
    {
        if (LabelSmoothing is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(LabelSmoothing), LabelSmoothing, $"{nameof(LabelSmoothing)} must be in [0, 1); found {LabelSmoothing}.");
        }
    }

    /// <inheritdoc/>
    public override Loss<T> Build<T>() => new SoftmaxCrossEntropyLoss<T>(LabelSmoothing);
}

/// <summary>
/// <see cref="SoftmaxCrossEntropy"/> at work: rows are independent and may be done by several threads; their losses are added in the order
/// of the rows.
/// </summary>
internal sealed unsafe class SoftmaxCrossEntropyLoss<T>(double smoothing) : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MinimumPart = 2048;

    /// <summary>A short row takes as long as one of so many scores.</summary>
    private const int ShortRow = 16;
    private double[] _losses = [];
    private byte[] _hits = [];
    private T[] _scales = [];

    public override void Check(SampleSet<T> samples, int outputs)
    {
        if (samples.Classes == 0)
        {
            throw new ArgumentException(
                "Softmax cross-entropy needs samples with classes; found samples with numbers as targets.", nameof(samples));
        }

        if (samples.Classes != outputs)
        {
            throw new ArgumentException($"Softmax cross-entropy needs one output per class; the network has {outputs} outputs and the "
                + $"samples have {samples.Classes} classes.", nameof(samples));
        }
    }

    public override LossSums Compute(WorkerPool workers, Span<T> scores, in TargetBatch<T> targets, bool gradient)
    {
        Reserve(targets.Count);
        var weight = RowWeights.Sum(targets);
        var weighted = gradient && !targets.Weights.IsEmpty;
        if (weighted)
            RowWeights.Scales(targets, weight, _scales);
        fixed (T* pScores = scores, pScales = _scales)
        fixed (int* labels = targets.Labels)
        fixed (double* losses = _losses)
        fixed (byte* hits = _hits)
        {
            var work = new Work
            {
                Kernel = new SoftmaxCrossEntropyKernel<T>
                {
                    Scores = pScores,
                    Labels = labels,
                    Scales = weighted ? pScales : null,
                    Losses = losses,
                    Hits = hits,
                    Rows = targets.Count,
                    Columns = scores.Length / targets.Count,
                    Scale = T.One / T.CreateTruncating(targets.Count),
                    Smoothing = T.CreateTruncating(smoothing),
                    Gradient = gradient,
                },
                Parts = Math.Clamp(targets.Count * Math.Max(scores.Length / targets.Count, ShortRow) / MinimumPart, 1, workers.Threads),
            };
            workers.Run(ref work, work.Parts);
        }

        return RowWeights.Total(targets, weight, _losses, _hits);
    }

    private void Reserve(int rows)
    {
        if (_losses.Length >= rows)
            return;
        (_losses, _hits, _scales) = (new double[rows], new byte[rows], new T[rows]);
    }

    private struct Work : IWork
    {
        public SoftmaxCrossEntropyKernel<T> Kernel;
        public int Parts;

        public readonly void Run(int part)
        {
            var kernel = Kernel;
            var (start, end) = Threading.Parts.Of(kernel.Rows, Parts, part);
            kernel.Scores += (nint)start * kernel.Columns;
            kernel.Labels += start;
            kernel.Losses += start;
            kernel.Hits += start;
            kernel.Scales = kernel.Scales == null ? null : kernel.Scales + start;
            kernel.Rows = end - start;
            SimdDispatch.Run<SoftmaxCrossEntropyKernel<T>, T>(ref kernel);
        }
    }
}

/// <summary>Turns logits into probabilities.</summary>
public static unsafe class Softmax
{
    /// <summary>Overwrites each row with exp(s − max s) / Σ exp(s − max s).</summary>
    /// <param name="scores">[rows, columns], row-major.</param>
    /// <param name="columns">Scores per row.</param>
    /// <exception cref="ArgumentException">The scores do not fill whole rows.</exception>
    public static void Apply<T>(Span<T> scores, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (scores.Length % columns != 0)
            throw new ArgumentException($"{scores.Length} scores do not fill rows of {columns}.", nameof(scores));
        fixed (T* pointer = scores)
        {
            var kernel = new SoftmaxKernel<T> { Scores = pointer, Rows = scores.Length / columns, Columns = columns };
            SimdDispatch.Run<SoftmaxKernel<T>, T>(ref kernel);
        }
    }
}
