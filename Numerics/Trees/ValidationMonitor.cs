using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>Keeps the scores of rows that are not trained on up to date, one round at a time.</summary>
internal sealed class ValidationMonitor
{
    private const int Block = 1024;

    private readonly BoostingLoss _loss;
    private readonly ValidationRows _rows;
    private readonly int _columns;
    private readonly int _threads;
    private readonly double[] _scores;    // [rows, outputs]

    public ValidationMonitor(BoostingLoss loss, ValidationRows rows, ImmutableArray<float> initial, TreeEnsemble? start, int columns, int threads)
    {
        (_loss, _rows, _columns, _threads) = (loss, rows, columns, threads);
        _scores = (start ?? new TreeEnsemble(columns, initial, [])).SumBatch(rows.Features, threads);
    }

    /// <summary>Adds a round's trees and returns how well the rows are predicted with them.</summary>
    public MonitorFigures Add(Tree[] trees)
    {
        int n = _rows.Targets.Length, outputs = trees.Length;
        // From 0, so that each output's sum is its one tree's value, to the bit.
        var round = new TreeEnsemble(_columns, [.. new float[outputs]], [.. trees]);
        var sums = new (double Loss, double Right, double Weight)[(n + Block - 1) / Block];
        Parallelism.For(sums.Length, _threads, block =>
        {
            int first = block * Block, count = Math.Min(Block, n - first);
            float[] values = round.PredictBatch(_rows.Features.Slice(first * _columns, count * _columns), threads: 1);
            for (int i = 0; i < count; i++)
            {
                // The row's place among the values is free for its scores, as a prediction rounds them.
                Span<float> scores = values.AsSpan(i * outputs, outputs);
                Span<double> exact = _scores.AsSpan((first + i) * outputs, outputs);
                for (int k = 0; k < outputs; k++) scores[k] = (float)(exact[k] += scores[k]);
                double weight = _rows.Weights.IsEmpty ? 1 : _rows.Weights.Span[first + i];
                float target = _rows.Targets.Span[first + i];
                sums[block].Loss += weight * _loss.Value(scores, target);
                sums[block].Right += weight * _loss.Right(scores, target);
                sums[block].Weight += weight;
            }
        });
        (double loss, double right, double total) = (0, 0, 0);
        foreach ((double blockLoss, double blockRight, double blockWeight) in sums)
        {
            loss += blockLoss;
            right += blockRight;
            total += blockWeight;
        }
        return new MonitorFigures(_rows.Name, loss / total, right / total);
    }
}
