namespace MlPipelines.Numerics.Trees;

/// <summary>
/// A random forest (Breiman 2001) on the boosters' machinery: every tree is grown on the loss's gradients at the initial score, on rows
/// and features drawn for it, and the ensemble's score is the initial score plus the trees' mean. Bitwise the same for any number of threads.
/// </summary>
public static class RandomForest
{
    /// <summary>Trains a forest of <c>options.NumberOfTrees</c> trees for each output. The learning rate and early stopping play no part.</summary>
    /// <exception cref="ArgumentException">Options, targets, weights or widths that do not fit.</exception>
    public static TreeEnsemble Train(TrainingRows training, BoostingLoss loss, BoostingOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(training.Features.Columns);
        training.Validate(loss);
        GradientBooster.CheckConstraints(training.Features, options);
        int outputs = loss.OutputCount, count = options.NumberOfTrees;
        BoostingOptions shared = options with { LearningRate = 1.0 / count };

        int threads = Parallelism.Threads(options.Threads);
        BoostingStart start = BoostingStart.Create(training, loss, options, mayMerge: true, threads);
        loss.Gradients(start.Targets, start.Scores, start.Gradients, start.Hessians, 0, start.Scores[0].Length);
        for (int k = 0; k < outputs; k++) loss.SubtractResponses(start.Targets, k, start.Scores, start.Gradients[k], start.Hessians[k]);

        var trees = new Tree[count * outputs];
        // With penalties a tree depends on those before it.
        int workers = options.FeatureFirstUsePenalty > 0 || options.FeatureReusePenalty > 0 ? 1 : Math.Min(threads, trees.Length);
        Worker[] states = [.. Enumerable.Range(0, workers).Select(_ => new Worker(start, loss, shared, Math.Max(1, threads / workers)))];
        Parallelism.ForEachWorker(trees.Length, states, (i, worker) =>
        {
            cancellation.ThrowIfCancellationRequested();
            trees[i] = worker.Grow(start, options, round: i / outputs + 1, output: i % outputs);
        });
        return new TreeEnsemble(training.Features.Columns, start.InitialScores, [.. trees]);
    }

    /// <summary>What one thread needs to grow trees by itself.</summary>
    private sealed class Worker(BoostingStart start, BoostingLoss loss, BoostingOptions options, int threads)
    {
        private readonly TreeGrower _grower = new(start.Matrix, options, start.Targets, threads, addsToScores: false);
        private readonly int[][] _featureUses = [.. Enumerable.Range(0, loss.OutputCount).Select(_ => new int[start.Matrix.Columns])];

        public Tree Grow(BoostingStart start, BoostingOptions options, int round, int output)
        {
            int draw = (round - 1) / options.RowFractionPeriod * options.RowFractionPeriod + 1;
            (int[] Rows, int[] Others)? drawn = RowSampling.Draw(start.Matrix.Rows, options.RowFraction, new SeededRandom(options.Seed, draw, -1));
            return _grower.Grow(loss, output, start.Gradients[output], start.Hessians[output], drawn?.Rows, [], new SeededRandom(options.Seed, round, output),
                start.Scores[output], _featureUses[output]);
        }
    }
}
