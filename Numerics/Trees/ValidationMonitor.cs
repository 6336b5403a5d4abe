using System.Collections.Immutable;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Structure;

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

    public ValidationMonitor(
        BoostingLoss loss, ValidationRows rows, ImmutableArray<float> initial, TreeEnsemble? start, int columns, int threads)
    {
        (_loss, _rows, _columns, _threads) = (loss, rows, columns, threads);
        _scores = (start ?? new TreeEnsemble(columns, initial, [])).SumBatch(rows.Features, threads);
    }

    /// <summary>[rows, outputs], row-major.</summary>
    public double[] Scores => _scores;

    /// <summary>Adds a round's trees and returns how well the rows are predicted with them.</summary>
    public MonitorFigures Add(Tree[] trees)
    {
        var n = _rows.Targets.Length;
        var outputs = trees.Length;
        // From 0, so that each output's sum is its one tree's value, to the bit.
        var round = new TreeEnsemble(_columns, [.. new float[outputs]], [.. trees]);
        var sums = new (double Loss, double Right, double Weight)[(n + Block - 1) / Block];
        Pieces.For(sums.Length, _threads, block =>
        {
            var first = block * Block;
            var count = Math.Min(Block, n - first);
            var values = round.PredictBatch(_rows.Features.Slice(first * _columns, count * _columns), threads: 1);
            for (var i = 0; i < count; i++)
            {
                // The row's place among the values is free for its scores, as a prediction rounds them.
                var scores = values.AsSpan(i * outputs, outputs);
                var exact = _scores.AsSpan((first + i) * outputs, outputs);
                for (var k = 0; k < outputs; k++)
                    scores[k] = (float)(exact[k] += scores[k]);
                double weight = _rows.Weights.IsEmpty ? 1 : _rows.Weights.Span[first + i];
                var target = _rows.Targets.Span[first + i];
                sums[block].Loss += weight * _loss.Value(scores, target);
                sums[block].Right += weight * _loss.Right(scores, target);
                sums[block].Weight += weight;
            }
        });
        (double loss, double right, double total) = (0, 0, 0);
        foreach (var (blockLoss, blockRight, blockWeight) in sums)
        {
            loss += blockLoss;
            right += blockRight;
            total += blockWeight;
        }

        return new MonitorFigures(_rows.Name, loss / total, right / total);
    }
}

/// <summary>Remembers the round that did best on the validation rows, and when to stop waiting for a better one.</summary>
internal sealed class BestRound(EarlyStopping options)
{
    private double _best = double.PositiveInfinity;

    /// <summary>The best round so far; 0 before the first that is a number.</summary>
    public int Round { get; private set; }

    /// <summary>Takes a round in; true when training should end.</summary>
    public bool Add(int round, MonitorFigures figures)
    {
        // Smaller is better; NaN never is.
        var value = options.Metric == MonitoredMetric.Accuracy ? -figures.Accuracy : figures.Loss;
        if (value < _best - options.MinimumImprovement)
        {
            _best = value;
            Round = round;
        }

        return round - Round >= options.Patience!.Value;
    }
}

/// <summary>How well the trees so far do on monitored rows.</summary>
/// <param name="Name">The rows' name.</param>
/// <param name="Loss">The mean loss, by weight.</param>
/// <param name="Accuracy">The share of rows whose class is predicted, by weight; NaN where targets are no classes.</param>
public readonly record struct MonitorFigures(string Name, double Loss, double Accuracy);
