namespace MlPipelines.Comparisons.Comparing;

/// <summary>
/// About how long one fit of each learner takes, in seconds of a core with AVX2 at 3 GHz. The figures decide about sizes and numbers of
/// tries alone: a comparison may take longer or end earlier.
/// </summary>
internal static class FitCosts
{
    private const int Units = 256;

    /// <summary>Core seconds of a fit with the default settings of a kind; null for a kind whose cost is not known.</summary>
    /// <param name="kind">The kind of learner; <c>realmlp</c> stands for its simple form.</param>
    /// <param name="rows">Training rows.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="outputs">Scores that are learned: one for two classes or a number, else one for each class.</param>
    public static double? Of(string kind, int rows, int features, int outputs)
    {
        var cells = (double)rows * features * outputs;
        return kind switch
        {
            "realmlp" => rows * ((double)features * Units + 2 * Units * Units) * 7.2e-11 * Sizes.AllEpochs,
            "tabm" => rows * ((double)Math.Min(16 * features, 1024) * Units + Units * Units) * 3.3e-9 * Sizes.AllMembers,
            "mlp" => 0.3 + (5e-5 * rows) + (3e-8 * cells),
            "boosted-trees" => 0.3 + (2.5e-6 * cells),
            "light-gbm" => 0.3 + (3e-6 * cells),
            "fast-tree" => 0.3 + (1e-5 * cells),
            "lbfgs-maximum-entropy" or "lbfgs-logistic-regression" => 0.05 + (3e-7 * cells),
            "linear-regression" => 0.02 + (1e-8 * cells * features),
            _ => null,
        };
    }
}
