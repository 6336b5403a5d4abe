using MlPipelines.Numerics.Trees;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The options of trainers of boosted trees.</summary>
public abstract class BoostedTreeOptions : TreeOptions
{
    /// <summary>When to stop before the last tree, by the validation rows that training is given; null for never.</summary>
    public EarlyStoppingRuleBase? EarlyStoppingRule { get; set; }

    /// <summary>Whether to drop the trees after the best one for the validation rows that training is given.</summary>
    public bool EnablePruning;

    /// <summary>Whether pruning goes by means over several trees, and takes the first that is almost the best.</summary>
    public bool UseTolerantPruning;

    /// <summary>How much worse than the best such a mean may be.</summary>
    public double PruningThreshold = 0.004;

    /// <summary>The number of trees that such a mean is over.</summary>
    public int PruningWindowSize = 5;

    /// <summary>What each tree's step is multiplied by.</summary>
    public double LearningRate = TreeDefaults.LearningRate;

    /// <summary>What each tree's step is also multiplied by.</summary>
    public double Shrinkage = 1;

    /// <summary>Whether pruning is ignored.</summary>
    public bool WriteLastEnsemble;

    /// <summary>The largest size of a leaf's value.</summary>
    public double MaximumTreeOutput = 100;

    private protected BoostedTreeOptions()
    {
    }

    internal bool NeedsValidation => EarlyStoppingRule is not null || EnablePruning;

    internal override void Validate()
    {
        base.Validate();
        CheckPositive(LearningRate, nameof(LearningRate));
        CheckPositive(Shrinkage, nameof(Shrinkage));
        CheckPositive(MaximumTreeOutput, nameof(MaximumTreeOutput));
        CheckNotNegative(PruningThreshold, nameof(PruningThreshold));
        Check.Param(PruningWindowSize > 0, nameof(PruningWindowSize), $"Must be positive, not {PruningWindowSize}.");
        if (UseTolerantPruning && !EnablePruning)
            throw new InvalidOperationException("Cannot perform tolerant pruning (prtol) without pruning (pruning) and a validation set (valid)");
    }

    internal override BoostingOptions ToEngine() => base.ToEngine() with { LearningRate = LearningRate * Shrinkage };
}
