using MlPipelines.Experiments.Planning;

namespace MlPipelines.Experiments.Results;

/// <summary>
/// The plan of a run as a CSV file: a row for each trial, before any has run. <c>id</c> names what is trained whatever else is planned; see
/// <see cref="Trial.Id"/>.
/// </summary>
internal static class PlanTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "plan.csv";

    private const int RowsAtOnce = 1_000;

    /// <summary>The file's text, in parts.</summary>
    public static IEnumerable<string> Text(RunPlan plan)
    {
        yield return CsvText.Rows([["trial", "id", "suite", "experiment", "dataset", "learner", "seed", "kind", "settings"]]);
        foreach (var trials in plan.Trials.Chunk(RowsAtOnce))
            yield return CsvText.Rows(trials.Select(Row));
    }

    private static object?[] Row(Trial trial) =>
    [
        trial.Number, trial.Id, trial.Suite, trial.Experiment, trial.DataSet, trial.Learner, trial.Seed, trial.Kind.Name,
        trial.Settings.ToString(),
    ];
}
