using MlPipelines.Comparisons.Running;
using MlPipelines.Pipelines.Harness;

namespace MlPipelines.Comparisons.Suites;

/// <summary>Which trained learners of an experiment are asked for their predictions at places of a grid or a line.</summary>
/// <param name="Places">The places.</param>
/// <param name="Seeds">The first so many seeds are.</param>
/// <param name="Learners">The learners by their names in results; none for all.</param>
public sealed record PredictionMap(PredictionPlaces Places, int Seeds, params IReadOnlyList<string> Learners)
{
    /// <summary>The places of a trial, null where it has none.</summary>
    internal static PredictionPlaces? Of(Trial trial) => trial.Experiment.Map is { } map && trial.Seed <= map.Seeds && (map.Learners.Count == 0 || map.Learners.Contains(trial.Learner))
        ? map.Places
        : null;
}
