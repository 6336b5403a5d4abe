using System.Collections.Immutable;
using MlPipelines.Numerics.Randomness;
using MlPipelines.Numerics.Threading;
using MlPipelines.Numerics.Training;
using MlPipelines.Numerics.Training.Checkpoints;
using MlPipelines.Numerics.Trees.Binning;
using MlPipelines.Numerics.Trees.Growing;
using MlPipelines.Numerics.Trees.Losses;
using MlPipelines.Numerics.Trees.Structure;

namespace MlPipelines.Numerics.Trees;

/// <summary>
/// Gradient boosting by second-order approximation (Friedman 2001; Chen and Guestrin 2016): each round grows one tree for every output on
/// the loss's gradients at the scores so far. Bitwise the same for any number of threads.
/// </summary>
public sealed class GradientBooster
{
    /// <summary>Rows whose gradients one thread computes at a time; a multiple of the vector length.</summary>
    private const int Block = 4096;

    /// <summary>
    /// The least group of categories is at most one part in so many of the rows, lest it forbid every division of small tables.
    /// </summary>
    private const int ShareOfCategoryGroup = 20;

    private readonly BoostingLoss _loss;
    private readonly BoostingOptions _options;
    private readonly TrainingRows _training;
    private readonly int _threads;

    private readonly BoostingStart _start;
    private readonly TreeGrower[] _growers;

    private GradientBooster(BoostingLoss loss, BoostingOptions options, TrainingRows training, WarmStart? warmStart)
    {
        _loss = loss;
        _options = options;
        _training = training;
        _threads = Pieces.Threads(options.Threads);
        _start = BoostingStart.Create(training, loss, options, mayMerge: warmStart is null, _threads, warmStart?.Ensemble.InitialScores);
        if (warmStart is not null)
            SetScores(warmStart);

        // Trees of different outputs grow side by side; only threads beyond their number share a tree.
        var workers = Math.Min(_threads, loss.OutputCount);
        _growers = [.. Enumerable.Range(0, workers)
            .Select(_ => new TreeGrower(_start.Matrix, options, _start.Targets, Math.Max(1, _threads / workers)))];
    }

    /// <summary>Trains an ensemble.</summary>
    /// <param name="validation">Rows to stop by; evaluated after every round.</param>
    /// <param name="warmStart">Trees to continue from; drawing rows and features continues too.</param>
    /// <param name="progress">Told of every round as it ends.</param>
    /// <param name="monitors">More rows to evaluate after every round, for the history alone.</param>
    /// <param name="cancellation">Ends the training before the next division of a node.</param>
    /// <exception cref="ArgumentException">Options, targets, weights or widths that do not fit, or a checkpoint of another
    /// training.</exception>
    /// <exception cref="InvalidDataException">Every generation of the checkpoint is damaged.</exception>
    /// <exception cref="IOException">The checkpoint cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BoostingResult Train(
        TrainingRows training, BoostingLoss loss, BoostingOptions? options = null, ValidationRows? validation = null,
        WarmStart? warmStart = null, IProgress<BoostingRound>? progress = null, IReadOnlyList<ValidationRows>? monitors = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new BoostingOptions();
        var columns = training.Features.Columns;
        options.Validate(columns);
        options = BoostingLength.Resolve(options, validation is not null) with
        {
            MinimumExampleCountPerCategoryGroup = Math.Clamp(
                training.Features.Rows / ShareOfCategoryGroup, 1, options.MinimumExampleCountPerCategoryGroup),
        };
        training.Validate(loss);
        ValidationRows[] monitored = [.. validation is null ? [] : (ValidationRows[])[validation], .. monitors ?? []];
        foreach (var rows in monitored)
            rows.Validate(loss, columns);
        if (options.EarlyStopping is not null && validation is null)
            throw new ArgumentException("EarlyStopping is set, but there are no validation rows to stop by.", nameof(validation));
        if (options.EarlyStopping is { Metric: MonitoredMetric.Accuracy } && loss.ClassCount == 0)
        {
            throw new ArgumentException(
                "Early stopping watches the accuracy, but the targets are no classes: watch the loss.", nameof(options));
        }

        CheckConstraints(training.Features, options);
        CheckWarmStart(warmStart, training.Features, loss);
        return new GradientBooster(
            loss, options, training, warmStart).Run(monitored, validation is not null, warmStart, progress, cancellation);
    }

    /// <param name="monitored">The rows to stop by, where it may stop, are the first.</param>
    private BoostingResult Run(ValidationRows[] monitored, bool hasValidation, WarmStart? warmStart, IProgress<BoostingRound>? progress,
        CancellationToken cancellation)
    {
        var columns = _start.Matrix.Columns;
        var initial = _start.InitialScores;
        var trees = ImmutableArray.CreateBuilder<Tree>();
        if (warmStart is not null)
            trees.AddRange(warmStart.Ensemble.Trees);
        ValidationMonitor[] monitors = [.. monitored.Select(
            rows => new ValidationMonitor(_loss, rows, initial, warmStart?.Ensemble, columns, _threads))];
        var history = ImmutableArray.CreateBuilder<BoostingRound>();
        var first = trees.Count;
        var firstRound = warmStart?.Ensemble.RoundCount ?? 0;
        var best = _options.EarlyStopping is { } stopping ? new BestRound(stopping) : null;
        var checkpoint = Checkpoint(monitored, monitors, warmStart);
        var stopped = false;
        var rounds = _options.NumberOfTrees!.Value;
        if (checkpoint?.Load(rounds, [.. monitored.Select(rows => rows.Name)], hasValidation) is { } earlier)
        {
            trees.AddRange(earlier.Trees);
            history.AddRange(earlier.History);
            foreach (var done in earlier.History)
                stopped = best?.Add(done.Round, done.Monitors[0]) == true;
        }

        for (var round = history.Count + 1; round <= rounds && !stopped; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var grown = GrowRound(firstRound + round, cancellation);
            trees.AddRange(grown);
            ImmutableArray<MonitorFigures> figures = [.. monitors.Select(monitor => monitor.Add(grown))];
            var result = new BoostingRound(round, hasValidation ? figures[0].Loss : double.NaN) { Monitors = figures };
            history.Add(result);
            stopped = best?.Add(round, figures[0]) == true;
            if (checkpoint is not null && (round % _options.Checkpoint!.EveryRounds == 0 || round == rounds || stopped))
                checkpoint.Save(trees.Skip(first), history);
            progress?.Report(result);
        }

        var kept = best?.Round ?? history.Count;
        trees.Count = first + kept * _loss.OutputCount;
        return new BoostingResult(new TreeEnsemble(columns, initial, trees.ToImmutable()), history.ToImmutable(), kept);
    }

    private BoostingCheckpoint? Checkpoint(ValidationRows[] monitored, ValidationMonitor[] monitors, WarmStart? warmStart)
    {
        if (_options.Checkpoint is not { } options)
            return null;
        var store = new CheckpointStore(
            options.Path, BoostingCheckpoint.Describe(_training, _loss, _options, monitored, warmStart), options.Warn);
        return new BoostingCheckpoint(
            store, _start.Matrix.Columns, _start.InitialScores, [.. _start.Scores, .. monitors.Select(monitor => monitor.Scores)]);
    }

    private void SetScores(WarmStart warmStart)
    {
        var outputs = _loss.OutputCount;
        var scores = warmStart.Scores.Span;
        for (var row = 0; row < _start.Matrix.Rows; row++)
        {
            for (var k = 0; k < outputs; k++)
                _start.Scores[k][row] = scores[row * outputs + k];
        }
    }

    private Tree[] GrowRound(int round, CancellationToken cancellation)
    {
        var (scores, gradients, hessians) = (_start.Scores, _start.Gradients, _start.Hessians);
        var padded = scores[0].Length;
        Pieces.For((padded + Block - 1) / Block, _threads, block =>
            _loss.Gradients(_start.Targets, scores, gradients, hessians, block * Block, Math.Min(padded, (block + 1) * Block)));
        var drawn = RowSampling.Draw(_start.Matrix.Rows, _options.RowFraction, SplitMix64.ForTree(_options.Seed, round, -1));
        var view = _start.Matrix.View(round);
        var grown = new Tree[_loss.OutputCount];
        Pieces.ForEachWorker(grown.Length, _growers, (k, grower) =>
        {
            _start.Targets.SubtractResponses(k, gradients[k]);
            grown[k] = grower.Grow(
                view, gradients[k], hessians[k], drawn?.Rows, drawn?.Others, SplitMix64.ForTree(_options.Seed, round, k), scores[k],
                cancellation);
        });
        return grown;
    }

    private static void CheckConstraints(BinnedMatrix features, BoostingOptions options)
    {
        if (options.MonotoneConstraints.IsEmpty)
            return;
        for (var column = 0; column < features.Columns; column++)
        {
            if (options.MonotoneConstraints[column] != 0 && features.Features[column].IsCategorical)
            {
                throw new ArgumentException(
                    $"Column {column} is categorical and has a monotone constraint: categories have no order to keep. "
                        + "Remove one of the two.", nameof(options));
            }
        }
    }

    private static void CheckWarmStart(WarmStart? warmStart, BinnedMatrix features, BoostingLoss loss)
    {
        if (warmStart is null)
            return;
        var ensemble = warmStart.Ensemble;
        if (ensemble.FeatureCount != features.Columns || ensemble.OutputCount != loss.OutputCount)
        {
            throw new ArgumentException(
                $"The ensemble to continue has {ensemble.FeatureCount} features and {ensemble.OutputCount} outputs; this training has "
                    + $"{features.Columns} and {loss.OutputCount}.",
                nameof(warmStart));
        }

        if (warmStart.Scores.Length != (long)features.Rows * ensemble.OutputCount)
        {
            throw new ArgumentException(
                $"The warm start has {warmStart.Scores.Length} scores; {features.Rows} rows of {ensemble.OutputCount} outputs need "
                    + $"{(long)features.Rows * ensemble.OutputCount}.",
                nameof(warmStart));
        }
    }
}

/// <summary>A trained ensemble and how it came about.</summary>
/// <param name="Ensemble">The trees, with early stopping those up to the best round.</param>
/// <param name="History">Every round that was trained, in order.</param>
/// <param name="BestRound">The round the ensemble ends with.</param>
public sealed record BoostingResult(TreeEnsemble Ensemble, ImmutableArray<BoostingRound> History, int BestRound);

/// <summary>What one round led to.</summary>
/// <param name="Round">1, 2, …; rounds of a warm start are not counted</param>
/// <param name="ValidationLoss">The mean loss over the validation rows; NaN without any.</param>
public readonly record struct BoostingRound(int Round, double ValidationLoss)
{
    /// <summary>Figures of all rows that are not trained on: the validation rows, then the monitors in their order.</summary>
    public ImmutableArray<MonitorFigures> Monitors { get; init; } = [];
}
