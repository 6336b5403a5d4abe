namespace MlPipelines.Experiments.Results;

/// <summary>
/// The settings of a run's trials as a CSV file: a row for each trial and a column for each setting that any of them has, empty where a
/// learner lacks it, so that a spreadsheet can sort and pivot by them.
/// </summary>
internal static class SettingsTable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "settings.csv";

    private static readonly string[] Identity = ["suite", "experiment", "trial", "dataset", "learner", "seed", "kind"];

    /// <summary>The file's text: the header, and a row for each trial.</summary>
    public static IEnumerable<string> Text(IReadOnlyList<FinishedTrial> trials)
    {
        string[] names = [.. trials.SelectMany(ended => ended.Trial.Settings.Keys).Distinct()];
        yield return CsvText.Rows([[.. Identity, .. names.Select(name => Identity.Contains(name) ? $"setting {name}" : name)]]);
        foreach (var (trial, result) in trials)
        {
            yield return CsvText.Rows([
                [
                    trial.Suite, trial.Experiment, trial.Number, result.DataSet, result.Learner, result.Seed, trial.Kind.Name,
                    .. names.Select(name => trial.Settings.TryGetValue(name, out var value) ? value : null),
                ]]);
        }
    }
}
