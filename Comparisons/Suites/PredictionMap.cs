using MlPipelines.Comparisons.Running;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Which trained learners of an experiment on two features are asked for their predictions on a grid.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Seeds">The first so many seeds are.</param>
/// <param name="Learners">The learners by their names in results; none for all.</param>
public sealed record PredictionMap(PredictionGrid Grid, int Seeds, params IReadOnlyList<string> Learners)
{
    /// <summary>The grid of a trial, null where it has none.</summary>
    internal static PredictionGrid? Of(Trial trial) => trial.Experiment.Map is { } map && trial.Seed <= map.Seeds && (map.Learners.Count == 0 || map.Learners.Contains(trial.Learner))
        ? map.Grid
        : null;
}
