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

    private BinnedMatrix _matrix = null!;
    private TrainingTargets _targets = null!;
    private float[][] _scores = [];
    private float[][] _gradients = [];
    private float[][] _hessians = [];
    private TreeGrower[] _growers = [];
    private int[]? _rows;
    private int[]? _otherRows;

    private GradientBooster(BoostingLoss loss, BoostingOptions options)
    {
        _loss = loss;
        _options = options;
        _threads = Parallelism.Threads(options.Threads);
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
        return new GradientBooster(loss, options).Run(training, validation, warmStart, progress, cancellation);
    }

    private BoostingResult Run(TrainingRows training, ValidationRows? validation, WarmStart? warmStart, IProgress<BoostingRound>? progress, CancellationToken cancellation)
    {
        float[] weights = training.EffectiveWeights();
        Prepare(training, weights, mayMerge: warmStart is null);
        ImmutableArray<float> initial = warmStart?.Ensemble.InitialScores ?? FirstScores();
        SetScores(initial, warmStart);

        var trees = ImmutableArray.CreateBuilder<Tree>();
        if (warmStart is not null) trees.AddRange(warmStart.Ensemble.Trees);
        var monitor = validation is null ? null : new ValidationMonitor(_loss, validation, initial, warmStart?.Ensemble, _matrix.Columns, _threads);
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
        return new BoostingResult(new TreeEnsemble(_matrix.Columns, initial, trees.ToImmutable()), history.ToImmutable(), best);
    }

    private void Prepare(TrainingRows training, float[] weights, bool mayMerge)
    {
        (BinnedMatrix Matrix, int[] MergedRow)? merged = mayMerge && _options.RowFraction == 1 ? RowMerger.Merge(training.Features, _threads) : null;
        _matrix = merged?.Matrix ?? training.Features;
        _targets = TrainingTargets.Create(_loss, training.Targets.Span, weights, merged?.MergedRow, _matrix.Rows);
        int outputs = _loss.OutputCount;
        int padded = TrainingTargets.Padded(_matrix.Rows);
        _scores = Arrays(outputs, padded);
        _gradients = Arrays(outputs, padded);
        _hessians = Arrays(outputs, padded);

        // Trees of different outputs grow side by side; only threads beyond their number share a tree.
        int workers = Math.Min(_threads, outputs);
        _growers = [.. Enumerable.Range(0, workers).Select(_ => new TreeGrower(_matrix, _options, _targets, Math.Max(1, _threads / workers)))];
    }

    private ImmutableArray<float> FirstScores()
    {
        if (_options.InitialScore == InitialScore.Zero) return [.. new float[_loss.OutputCount]];
        double weight = 0;
        foreach (float w in _targets.Weights) weight += w;
        double[] responses = [.. _targets.ResponseAmounts.Select(amounts => amounts.Sum(a => (double)a))];
        return [.. _loss.InitialScores(weight, responses).Select(s => (float)s)];
    }

    private void SetScores(ImmutableArray<float> initial, WarmStart? warmStart)
    {
        for (int k = 0; k < initial.Length; k++) Array.Fill(_scores[k], initial[k]);
        if (warmStart is null) return;
        float[] scores = warmStart.Ensemble.PredictBatch(warmStart.Features, _threads);
        for (int row = 0; row < _matrix.Rows; row++)
        {
            for (int k = 0; k < initial.Length; k++) _scores[k][row] = scores[row * initial.Length + k];
        }
    }

    private Tree[] GrowRound(int round)
    {
        int padded = _scores[0].Length;
        Parallelism.For((padded + Block - 1) / Block, _threads, block =>
            _loss.Gradients(_targets, _scores, _gradients, _hessians, block * Block, Math.Min(padded, (block + 1) * Block)));
        DrawRows(round);
        var grown = new Tree[_loss.OutputCount];
        Parallelism.ForEachWorker(grown.Length, _growers, (k, grower) =>
        {
            _loss.SubtractResponses(_targets, k, _scores, _gradients[k], _hessians[k]);
            grown[k] = grower.Grow(_gradients[k], _hessians[k], _rows, _otherRows, new SeededRandom(_options.Seed, round, k), _scores[k]);
        });
        return grown;
    }

    private void DrawRows(int round)
    {
        if (_options.RowFraction == 1 || (round - 1) % _options.RowFractionPeriod != 0) return;
        int n = _matrix.Rows;
        _rows = new int[Math.Max(1, (int)Math.Round(n * _options.RowFraction))];
        _otherRows = new int[n - _rows.Length];
        new SeededRandom(_options.Seed, round, -1).Choose(n, _rows.Length, _rows);
        int other = 0, taken = 0;
        for (int row = 0; row < n; row++)
        {
            if (taken < _rows.Length && _rows[taken] == row) taken++;
            else _otherRows[other++] = row;
        }
    }

    private static float[][] Arrays(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new float[length])];

    private static void CheckConstraints(BinnedMatrix features, BoostingOptions options)
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
