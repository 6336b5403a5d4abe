using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Cluster;
using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Results;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>status</c>: how far the run in a folder is.</summary>
internal static class StatusCommand
{
    /// <summary>The command, which writes to <paramref name="output"/>.</summary>
    public static Command Create(TextWriter output)
    {
        var folder = new Argument<string>("folder") { HelpName = "DIR", Description = "The folder of a run." };
        var json = CommandOptions.Json();
        var command = new Command(
            "status", "Count the trials of a run that are done and that failed, by the files in its folder, wherever it runs.")
        {
            folder, json,
        };
        command.SetAction((result, _) =>
        {
            Tell(result.GetValue(folder) ?? "", result.GetValue(json), output);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Tell(string folder, bool asJson, TextWriter output)
    {
        if (string.IsNullOrWhiteSpace(folder) || !Directory.Exists(folder))
            throw new UsageException($"status {folder}: there is no such folder; give the folder of a run.");
        RunState state;
        try
        {
            state = RunState.Read(folder);
        }
        catch (RunFolderException exception)
        {
            throw new UsageException($"status {folder}: {exception.Message}", exception);
        }

        if (asJson)
        {
            output.WriteLine(Json(state).ToJsonString(AnswerJson.Options));
            return;
        }

        output.WriteLine($"{Counts(state.Planned, state.Finished, state.Failed)} ({state.Status})");
        if (state.Experiments.Count > 1)
        {
            foreach (var part in state.Experiments)
                output.WriteLine($"  {part.Suite}/{part.Experiment}: {Counts(part.Planned, part.Finished, part.Failed)}");
        }

        if (SlurmJobs.Find(folder) is { } jobs && state.Status != RunState.Completed)
        {
            foreach (var line in jobs.Watching(folder))
                output.WriteLine(line);
        }
    }

    private static string Counts(int planned, int finished, int failed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{finished} of {planned} trials are done{(failed > 0 ? $", {failed} of them failed" : "")}");

    private static JsonObject Json(RunState state) => new()
    {
        ["status"] = state.Status,
        ["planned"] = state.Planned,
        ["done"] = state.Finished,
        ["failed"] = state.Failed,
        ["experiments"] = new JsonArray([.. state.Experiments.Select(part => (JsonNode)new JsonObject
        {
            ["name"] = $"{part.Suite}/{part.Experiment}",
            ["planned"] = part.Planned,
            ["done"] = part.Finished,
            ["failed"] = part.Failed,
        })]),
    };
}
