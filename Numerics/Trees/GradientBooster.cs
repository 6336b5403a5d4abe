using System.Collections.Immutable;

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
    private (int[] Rows, int[] Others)? _drawn;

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
    /// <param name="progress">told of every round as it ends</param>
    /// <exception cref="ArgumentException">Options, targets, weights or widths that do not fit.</exception>
    public static BoostingResult Train(TrainingRows training, BoostingLoss loss, BoostingOptions? options = null, ValidationRows? validation = null,
        WarmStart? warmStart = null, IProgress<BoostingRound>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new BoostingOptions();
        int columns = training.Features.Columns;
        options.Validate(columns);
        training.Validate(loss);
        validation?.Validate(loss, columns);
        if (options.EarlyStoppingRounds > 0 && validation is null)
            throw new ArgumentException("EarlyStoppingRounds is set, but there are no validation rows to stop by.", nameof(validation));
        CheckConstraints(training.Features, options);
        CheckWarmStart(warmStart, training.Features, loss);
        return new GradientBooster(loss, options, training, warmStart).Run(validation, warmStart, progress, cancellation);
    }

    private BoostingResult Run(ValidationRows? validation, WarmStart? warmStart, IProgress<BoostingRound>? progress, CancellationToken cancellation)
    {
        int columns = _start.Matrix.Columns;
        ImmutableArray<float> initial = _start.InitialScores;
        var trees = ImmutableArray.CreateBuilder<Tree>();
        if (warmStart is not null) trees.AddRange(warmStart.Ensemble.Trees);
        var monitor = validation is null ? null : new ValidationMonitor(_loss, validation, initial, warmStart?.Ensemble, columns, _threads);
        var history = ImmutableArray.CreateBuilder<BoostingRound>();
        int first = trees.Count;
        for (int round = 1; round <= _options.NumberOfTrees; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            Tree[] grown = GrowRound(round);
            trees.AddRange(grown);
            var result = new BoostingRound(round, monitor?.Add(grown) ?? double.NaN);
            history.Add(result);
            progress?.Report(result);
            if (_options.EarlyStoppingRounds > 0 && round - monitor!.BestRound >= _options.EarlyStoppingRounds) break;
        }
        int best = _options.EarlyStoppingRounds > 0 ? monitor!.BestRound : history.Count;
        trees.Count = first + best * _loss.OutputCount;
        return new BoostingResult(new TreeEnsemble(columns, initial, trees.ToImmutable()), history.ToImmutable(), best);
    }

    private void SetScores(WarmStart warmStart)
    {
        int outputs = _loss.OutputCount;
        float[] scores = warmStart.Ensemble.PredictBatch(warmStart.Features, _threads);
        for (int row = 0; row < _start.Matrix.Rows; row++)
        {
            for (int k = 0; k < outputs; k++) _start.Scores[k][row] = scores[row * outputs + k];
        }
    }

    private Tree[] GrowRound(int round)
    {
        (float[][] scores, float[][] gradients, float[][] hessians) = (_start.Scores, _start.Gradients, _start.Hessians);
        int padded = scores[0].Length;
        Parallelism.For((padded + Block - 1) / Block, _threads, block =>
            _loss.Gradients(_start.Targets, scores, gradients, hessians, block * Block, Math.Min(padded, (block + 1) * Block)));
        if ((round - 1) % _options.RowFractionPeriod == 0)
            _drawn = RowSampling.Draw(_start.Matrix.Rows, _options.RowFraction, new SeededRandom(_options.Seed, round, -1));
        var grown = new Tree[_loss.OutputCount];
        Parallelism.ForEachWorker(grown.Length, _growers, (k, grower) =>
        {
            _loss.SubtractResponses(_start.Targets, k, scores, gradients[k], hessians[k]);
            grown[k] = grower.Grow(gradients[k], hessians[k], _drawn?.Rows, _drawn?.Others, new SeededRandom(_options.Seed, round, k), scores[k]);
        });
        return grown;
    }

    internal static void CheckConstraints(BinnedMatrix features, BoostingOptions options)
    {
        if (options.MonotoneConstraints.IsDefaultOrEmpty) return;
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
        if (warmStart.Features.Length != (long)features.Rows * features.Columns)
        {
            throw new ArgumentException(
                $"The warm start's features hold {warmStart.Features.Length} values; {features.Rows} rows of {features.Columns} columns need {(long)features.Rows * features.Columns}.",
                nameof(warmStart));
        }
    }
}
