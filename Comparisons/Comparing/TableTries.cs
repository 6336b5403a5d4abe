using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Comparisons.Comparing;

/// <summary>
/// The settings that each learner tries beside its own, the most useful first, and how many of them there is time for. They were chosen by
/// how much they add on ten real tables (docs/compare.md).
/// </summary>
/// <param name="rows">Training rows of a fold.</param>
/// <param name="features">Features of a row.</param>
/// <param name="outputs">Scores that are learned: one for two classes or a number, else one for each class.</param>
/// <param name="seconds">Core seconds that all learners have together for a fit of each.</param>
/// <param name="most">The most settings that a learner may try, its own among them; null for no limit.</param>
internal sealed class TableTries(int rows, int features, int outputs, double seconds, int? most = null)
{
    private static readonly (double Share, string[] Settings) Linear = (0.02, ["l2=0.1", "l2=10", "l2=100"]);

    /// <summary>The share of the time that each kind may take, and its settings.</summary>
    private static readonly Dictionary<string, (double Share, string[] Settings)> Kinds = new()
    {
        ["lbfgs-maximum-entropy"] = Linear,
        ["lbfgs-logistic-regression"] = Linear,
        ["linear-regression"] = Linear,
        ["mlp"] = (0.06, ["dropout=0.3"]),
        ["boosted-trees"] = (0.08, ["leaves=6", "leaves=50 leaf-rows=3", "leaves=8 rate=0.1", "leaf-rows=30 split-feature-fraction=0.25"]),
        ["light-gbm"] = (0.06, ["leaves=7", "leaves=15 feature-fraction=0.5 row-fraction=0.75"]),
        ["fast-tree"] = (0.06, ["rate=0.05 leaves=8"]),
    };

    /// <summary>Settings with those to try.</summary>
    /// <param name="kind">The kind of learner.</param>
    /// <param name="own">The learner's own settings.</param>
    public Settings With(string kind, Settings own)
    {
        if (!Kinds.TryGetValue(kind, out var known) || FitCosts.Of(kind, rows, features, outputs) is not { } cost)
            return own;
        var count = (int)Math.Clamp(known.Share * seconds / cost - 1, 0, known.Settings.Length);
        return Tries.With(own, most, [.. known.Settings.Take(count)]);
    }
}
