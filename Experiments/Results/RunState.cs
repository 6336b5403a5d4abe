using System.Text.Json;

namespace MlPipelines.Experiments.Results;

/// <summary>How far an experiment of a run is.</summary>
/// <param name="Suite">The suite's name.</param>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Planned">Its trials.</param>
/// <param name="Finished">Those that have a result, the failed ones among them.</param>
/// <param name="Failed">Those whose result is an error.</param>
public sealed record ExperimentState(string Suite, string Experiment, int Planned, int Finished, int Failed);

/// <summary>
/// How far the run in a folder is, by the files that are in it: whichever process runs it, on whichever machine, now or later.
/// </summary>
/// <param name="Status">What <c>run.json</c> says: <c>submitted</c>, <c>running</c>, <c>completed</c> or <c>interrupted</c>.</param>
/// <param name="Experiments">Each experiment that has trials, in the order of the plan.</param>
public sealed record RunState(string Status, IReadOnlyList<ExperimentState> Experiments)
{
    /// <summary>The status of a run whose tables are those of all its trials.</summary>
    public const string Completed = "completed";

    /// <summary>Number of trials.</summary>
    public int Planned => Experiments.Sum(experiment => experiment.Planned);

    /// <summary>Those that have a result, the failed ones among them.</summary>
    public int Finished => Experiments.Sum(experiment => experiment.Finished);

    /// <summary>Those whose result is an error.</summary>
    public int Failed => Experiments.Sum(experiment => experiment.Failed);

    /// <summary>Reads the state of a folder.</summary>
    /// <exception cref="RunFolderException">The folder is not that of a run, or a file of it is damaged.</exception>
    public static RunState Read(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        RunManifest.RequireFormat(folder);
        var status = StatusOf(folder);
        var plan = Path.Combine(folder, PlanTable.FileName);
        if (!File.Exists(plan))
        {
            throw new RunFolderException(
                RunFolderProblem.OtherVersion,
                $"there is no {PlanTable.FileName} in {folder}: an earlier version of the program began this run. Continue it with "
                    + "--resume; then it has one.");
        }

        var finished = new Dictionary<(string, string), (int Finished, int Failed)>();
        foreach (var path in TrialFiles.Paths(folder))
        {
            var (suite, experiment, failed) = Ended(path);
            var before = finished.GetValueOrDefault((suite, experiment));
            finished[(suite, experiment)] = (before.Finished + 1, before.Failed + (failed ? 1 : 0));
        }

        var planned = CsvRows.Read(plan).CountBy(row => (Suite: row["suite"], Experiment: row["experiment"]));
        return new RunState(status, [.. planned.Select(pair =>
        {
            var (ended, failed) = finished.GetValueOrDefault(pair.Key);
            return new ExperimentState(pair.Key.Suite, pair.Key.Experiment, pair.Value, ended, failed);
        })]);
    }

    private static string StatusOf(string folder)
    {
        try
        {
            return ManifestFile.Parse(RunManifest.FindText(folder) ?? "{}").Part("status").Text() ?? "";
        }
        catch (JsonException exception)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged, $"{RunManifest.FileName} in {folder} is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>Of a trial's file what is needed here, without the rest, which may be long.</summary>
    private static (string Suite, string Experiment, bool Failed) Ended(string path)
    {
        var (suite, experiment) = ("", "");
        try
        {
            var reader = new Utf8JsonReader(File.ReadAllBytes(path));
            while (reader.Read())
            {
                if (reader is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                    continue;
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "suite":
                        suite = reader.GetString()!;
                        break;
                    case "experiment":
                        experiment = reader.GetString()!;
                        break;
                    case "error":
                        return (suite, experiment, reader.GetString() is { Length: > 0 });
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new RunFolderException(
                RunFolderProblem.Damaged, $"{path} is not the file of a finished trial: {exception.Message.TrimEnd('.')}.", exception);
        }

        throw new RunFolderException(RunFolderProblem.Damaged, $"{path} is not the file of a finished trial: it does not say its error.");
    }
}
