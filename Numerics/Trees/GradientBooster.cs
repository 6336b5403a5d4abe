using System.Collections.Immutable;
using MlPipelines.Numerics.Training;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Gradient boosting by second-order approximation (Friedman 2001; Chen and Guestrin 2016): each round grows one tree for every output on
/// the loss's gradients at the scores so far. Bitwise the same for any number of threads.
/// </summary>
public sealed class GradientBooster
{
    /// <summary>Rows whose gradients one thread computes at a time; a multiple of the vector length.</summary>
    private const int Block = 4096;

    private readonly BoostingLoss _loss;
    private readonly BoostingOptions _options;
    private readonly int _threads;

    private readonly BoostingStart _start;
    private readonly TreeGrower[] _growers;

    private GradientBooster(BoostingLoss loss, BoostingOptions options, TrainingRows training, WarmStart? warmStart)
    {
        _loss = loss;
        _options = options;
        _threads = Parallelism.Threads(options.Threads);
        _start = BoostingStart.Create(training, loss, options, mayMerge: warmStart is null, _threads, warmStart?.Ensemble.InitialScores);
        if (warmStart is not null) SetScores(warmStart);

        // Trees of different outputs grow side by side; only threads beyond their number share a tree.
        int workers = Math.Min(_threads, loss.OutputCount);
        _growers = [.. Enumerable.Range(0, workers).Select(_ => new TreeGrower(_start.Matrix, options, _start.Targets, Math.Max(1, _threads / workers)))];
    }

    /// <summary>Trains an ensemble.</summary>
    /// <param name="validation">rows to stop by; evaluated after every round</param>
    /// <param name="warmStart">trees to continue from; drawing rows and features continues too</param>
    /// <param name="progress">told of every round as it ends</param>
    /// <param name="monitors">more rows to evaluate after every round, for the history alone</param>
    /// <exception cref="ArgumentException">Options, targets, weights or widths that do not fit.</exception>
    public static BoostingResult Train(TrainingRows training, BoostingLoss loss, BoostingOptions? options = null, ValidationRows? validation = null,
        WarmStart? warmStart = null, IProgress<BoostingRound>? progress = null, IReadOnlyList<ValidationRows>? monitors = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new BoostingOptions();
        int columns = training.Features.Columns;
        options.Validate(columns);
        training.Validate(loss);
        ValidationRows[] monitored = [.. validation is null ? [] : (ValidationRows[])[validation], .. monitors ?? []];
        foreach (ValidationRows rows in monitored) rows.Validate(loss, columns);
        if (options.EarlyStoppingRounds > 0 && validation is null)
            throw new ArgumentException("EarlyStoppingRounds is set, but there are no validation rows to stop by.", nameof(validation));
        if (options is { EarlyStoppingRounds: > 0, EarlyStoppingMetric: MonitoredMetric.Accuracy } && loss.ClassCount == 0)
            throw new ArgumentException("EarlyStoppingMetric is Accuracy, but the targets are no classes: stop by the loss.", nameof(options));
        CheckConstraints(training.Features, options);
        CheckWarmStart(warmStart, training.Features, loss);
        return new GradientBooster(loss, options, training, warmStart).Run(monitored, validation is not null, warmStart, progress, cancellation);
    }

    /// <param name="monitored">the rows to stop by, where it may stop, are the first</param>
    private BoostingResult Run(ValidationRows[] monitored, bool hasValidation, WarmStart? warmStart, IProgress<BoostingRound>? progress,
        CancellationToken cancellation)
    {
        int columns = _start.Matrix.Columns;
        ImmutableArray<float> initial = _start.InitialScores;
        var trees = ImmutableArray.CreateBuilder<Tree>();
        if (warmStart is not null) trees.AddRange(warmStart.Ensemble.Trees);
        ValidationMonitor[] monitors = [.. monitored.Select(rows => new ValidationMonitor(_loss, rows, initial, warmStart?.Ensemble, columns, _threads))];
        var history = ImmutableArray.CreateBuilder<BoostingRound>();
        int first = trees.Count, firstRound = warmStart?.Ensemble.RoundCount ?? 0;
        var best = _options.EarlyStoppingRounds > 0 ? new BestRound(_options) : null;
        for (int round = 1; round <= _options.NumberOfTrees; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            Tree[] grown = GrowRound(firstRound + round);
            trees.AddRange(grown);
            ImmutableArray<MonitorFigures> figures = [.. monitors.Select(monitor => monitor.Add(grown))];
            var result = new BoostingRound(round, hasValidation ? figures[0].Loss : double.NaN) { Monitors = figures };
            history.Add(result);
            progress?.Report(result);
            if (best?.Add(round, figures[0]) == true) break;
        }
        int kept = best?.Round ?? history.Count;
        trees.Count = first + kept * _loss.OutputCount;
        return new BoostingResult(new TreeEnsemble(columns, initial, trees.ToImmutable()), history.ToImmutable(), kept);
    }

    private void SetScores(WarmStart warmStart)
    {
        int outputs = _loss.OutputCount;
        ReadOnlySpan<double> scores = warmStart.Scores.Span;
        for (int row = 0; row < _start.Matrix.Rows; row++)
        {
            for (int k = 0; k < outputs; k++) _start.Scores[k][row] = scores[row * outputs + k];
        }
    }

    private Tree[] GrowRound(int round)
    {
        (double[][] scores, float[][] gradients, float[][] hessians) = (_start.Scores, _start.Gradients, _start.Hessians);
        int padded = scores[0].Length;
        Parallelism.For((padded + Block - 1) / Block, _threads, block =>
            _loss.Gradients(_start.Targets, scores, gradients, hessians, block * Block, Math.Min(padded, (block + 1) * Block)));
        (int[] Rows, int[] Others)? drawn = RowSampling.Draw(_start.Matrix.Rows, _options.RowFraction, new SeededRandom(_options.Seed, round, -1));
        var grown = new Tree[_loss.OutputCount];
        Parallelism.ForEachWorker(grown.Length, _growers, (k, grower) =>
        {
            _start.Targets.SubtractResponses(k, gradients[k]);
            grown[k] = grower.Grow(gradients[k], hessians[k], drawn?.Rows, drawn?.Others, new SeededRandom(_options.Seed, round, k), scores[k]);
        });
        return grown;
    }

    private static void CheckConstraints(BinnedMatrix features, BoostingOptions options)
    {
        if (options.MonotoneConstraints.IsEmpty) return;
        for (int column = 0; column < features.Columns; column++)
        {
            if (options.MonotoneConstraints[column] != 0 && features.Features[column].IsCategorical)
            {
                throw new ArgumentException(
                    $"Column {column} is categorical and has a monotone constraint: categories have no order to keep. Remove one of the two.", nameof(options));
            }
        }
    }

    private static void CheckWarmStart(WarmStart? warmStart, BinnedMatrix features, BoostingLoss loss)
    {
        if (warmStart is null) return;
        TreeEnsemble ensemble = warmStart.Ensemble;
        if (ensemble.FeatureCount != features.Columns || ensemble.OutputCount != loss.OutputCount)
        {
            throw new ArgumentException(
                $"The ensemble to continue has {ensemble.FeatureCount} features and {ensemble.OutputCount} outputs; this training has {features.Columns} and {loss.OutputCount}.",
                nameof(warmStart));
        }
        if (warmStart.Scores.Length != (long)features.Rows * ensemble.OutputCount)
        {
            throw new ArgumentException(
                $"The warm start has {warmStart.Scores.Length} scores; {features.Rows} rows of {ensemble.OutputCount} outputs need {(long)features.Rows * ensemble.OutputCount}.",
                nameof(warmStart));
        }
    }
}
