using System.Collections.Immutable;

namespace MlPipelines.Numerics.Trees;

/// <summary>Keeps the validation rows' scores up to date, one round at a time, and remembers the best round.</summary>
internal sealed class ValidationMonitor
{
    private const int Block = 1024;

    private readonly BoostingLoss _loss;
    private readonly ValidationRows _rows;
    private readonly int _columns;
    private readonly int _threads;
    private readonly float[] _scores;    // [rows, outputs]
    private double _bestLoss = double.PositiveInfinity;
    private int _round;

    public ValidationMonitor(BoostingLoss loss, ValidationRows rows, ImmutableArray<float> initial, TreeEnsemble? start, int columns, int threads)
    {
        (_loss, _rows, _columns, _threads) = (loss, rows, columns, threads);
        _scores = start?.PredictBatch(rows.Features, threads) ?? new float[rows.Targets.Length * initial.Length];
        if (start is not null) return;
        for (int row = 0; row < rows.Targets.Length; row++) initial.CopyTo(_scores.AsSpan(row * initial.Length, initial.Length));
    }

    /// <summary>The round of the lowest loss so far; 0 before the first.</summary>
    public int BestRound { get; private set; }

    /// <summary>Adds a round's trees and returns the mean loss.</summary>
    public double Add(Tree[] trees)
    {
        int n = _rows.Targets.Length;
        double[] sums = new double[(n + Block - 1) / Block];
        Parallelism.For(sums.Length, _threads, block =>
        {
            for (int row = block * Block; row < Math.Min(n, (block + 1) * Block); row++)
            {
                ReadOnlySpan<float> features = _rows.Features.Span.Slice(row * _columns, _columns);
                Span<float> scores = _scores.AsSpan(row * trees.Length, trees.Length);
                for (int k = 0; k < trees.Length; k++) scores[k] += trees[k].Predict(features);
                sums[block] += _loss.Value(scores, _rows.Targets.Span[row]);
            }
        });
        double loss = 0;
        foreach (double sum in sums) loss += sum;
        loss /= n;
        _round++;
        if (loss < _bestLoss)
        {
            _bestLoss = loss;
            BestRound = _round;
        }
        return loss;
    }
}
