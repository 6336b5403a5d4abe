using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Watches a training on validation rows: stops it by the rule, and remembers how many trees to keep.</summary>
/// <param name="options">The rule and the options of pruning.</param>
/// <param name="validation">The rows that are not trained on.</param>
/// <param name="training">Those that are; null where the rule does not look at them.</param>
/// <param name="measure">The metric of rows, lower being better.</param>
internal sealed class TrainingWatch(BoostedTreeOptions options, WatchedRows validation, WatchedRows? training, Func<WatchedRows, double> measure)
{
    private readonly EarlyStoppingRuleBase? _rule = options.EarlyStoppingRule?.Restart(lowerIsBetter: true);
    private readonly Pruning? _pruning =
        !options.EnablePruning || options.WriteLastEnsemble ? null
        : options.UseTolerantPruning ? new Pruning(options.PruningWindowSize, options.PruningThreshold)
        : new Pruning(1, 0);

    private int _trees;
    private int _best;

    /// <summary>The number of trees to keep of those that can be kept.</summary>
    public int TreesToKeep => _rule is not null ? _best : _pruning?.BestTree ?? _trees;

    /// <summary>Takes in a tree; whether to stop.</summary>
    public bool Add(Tree tree)
    {
        if (!tree.Splits.IsEmpty)
        {
            _trees++;
            validation.Add(tree);
            training?.Add(tree);
        }

        double metric = measure(validation);
        if (!tree.Splits.IsEmpty)
            _pruning?.Add(_trees, metric);
        if (_rule is null)
            return false;
        bool stop = _rule.CheckScore((float)metric, training is null ? 0 : (float)measure(training), out bool isBest);
        if (isBest)
            _best = _trees;
        return stop;
    }
}
