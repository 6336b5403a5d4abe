using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>train</c>: one learner on all rows of a table, saved as a pipeline.</summary>
internal static class TrainCommand
{
    private const string UsualLearner = "boosted-trees";
    private const string UsualFile = "model.zip";

    /// <summary>The command.</summary>
    public static Command Create(LearnerCatalog learners, ConsoleStreams streams)
    {
        var table = new TableOptions();
        var kind = CommandOptions.Text(
            "--learner", "KIND",
            $"A kind of learner, as list learners shows them; {TableComparison.Linear} is the linear model of the task. Default: "
                + $"{UsualLearner}.");
        var set = CommandOptions.Texts(
            "--set", "NAME=VALUE", "A setting of the learner, as list KIND shows them. May be repeated.");
        var output = CommandOptions.Text("--out", "FILE", $"The file of the trained pipeline. Default: {UsualFile}.");
        var seed = CommandOptions.Seed("Decides all that is random.");
        var threads = CommandOptions.Threads();
        var json = CommandOptions.Json();
        var command = new Command(
            "train", "Train one learner on all rows of a table and save it, for predict and for TrainedPipeline.Load.")
        {
            kind, set, output, seed, threads, json,
        };
        table.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult(Train(
            new Request(
                table, result, result.GetValue(kind) ?? UsualLearner, result.GetValue(set) ?? [], result.GetValue(output) ?? UsualFile)
            {
                Seed = result.GetValue(seed),
                Threads = result.GetValue(threads) ?? Environment.ProcessorCount,
                Json = result.GetValue(json),
            },
            learners, streams, cancellation)));
        return command;
    }

    private static int Train(Request request, LearnerCatalog learners, ConsoleStreams streams, CancellationToken cancellation)
    {
        var path = request.Table.Path(request.Result);
        TableFile.Require("train", path);
        RequirePlace(request.File);
        var options = request.Table.Read(request.Result) with { TestShare = 0, ValidationShare = FinalModel.ValidationShare };
        var data = TableFile.Load(path, options, cancellation);
        foreach (var line in TableFile.Look(path, data, options.Label is null))
            streams.Error.WriteLine(line);
        var learner = LearnerOf(request, data.DataSet.Task, learners);
        streams.Error.WriteLine($"training {learner.Name}");
        TrialResult result;
        try
        {
            result = FinalModel.Train(data.DataSet, learner, request.File, request.Seed, request.Threads, cancellation);
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine("Interrupted; nothing was written.");
            return ExitCode.Interrupted;
        }

        if (result.Error is { } error)
        {
            streams.Error.WriteLine($"The training failed: {error}");
            return ExitCode.TrialFailed;
        }

        foreach (var warning in result.Warnings)
            streams.Error.WriteLine($"warning: {warning}");
        var own = result.Metrics.Where(value => value.Split == Split.Validation).ToList();
        if (request.Json)
            streams.Output.WriteLine(Json(request.File, learner, data.DataSet.TrainRows, own, result));
        else
            Tell(streams.Output, request.File, learner, data.DataSet.TrainRows, own, result);
        return ExitCode.Success;
    }

    private static void RequirePlace(string file)
    {
        if (string.IsNullOrWhiteSpace(file))
            throw new UsageException("--out is empty: give the file of the trained pipeline, such as model.zip.");
        if (Directory.Exists(file))
            throw new UsageException($"--out {file}: it is a folder; give a file, such as {Path.Combine(file, UsualFile)}.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
            throw new UsageException($"--out {file}: there is no folder {folder}.");
    }

    private static Learner LearnerOf(Request request, Data.Rows.LearningTask task, LearnerCatalog learners)
    {
        var spec = request.Kind == TableComparison.Linear
            ? TableComparison.LinearOf(task) : new(request.Kind, request.Kind, Settings.Empty);
        var settings = spec.Settings;
        foreach (var text in request.Set)
        {
            var (name, values) = SettingValues.Parse(text);
            if (values.Count > 1)
                throw new UsageException($"--set {text}: train takes one value for a setting; compare and run try several.");
            settings = settings.With(name, values[0]);
        }

        if (!learners.TryFind(spec.Kind, out var kind))
            throw CompareCommand.Unknown("--learner", request.Kind, learners);
        try
        {
            return kind.Create(task, spec.Name, settings);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            var option = request.Set.Count > 0 && exception is FormatException ? $"--set {string.Join(' ', request.Set)}"
                : $"--learner {request.Kind}";
            throw new UsageException($"{option}: {ErrorText.Of(exception)}", exception);
        }
    }

    private static void Tell(
        TextWriter output, string file, Learner learner, int rows, IReadOnlyList<MetricValue> metrics, TrialResult result)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{learner.Name} was trained on {rows} rows in {result.FitSeconds:0.00} s."));
        output.WriteLine(
            "On the rows that it was not trained on, but which said when to end: "
                + string.Join(
                    ", ", metrics.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Metric} {value.Value:G4}")))
                + ". New rows may be predicted a little less well; compare tells how well.");
        if (result.Tries.FirstOrDefault(tried => tried.IsChosen) is { } chosen)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Of {result.Tries.Count} settings these rows chose: {chosen.Text}. Their figure there was {chosen.Figure:G4}; the others "
                    + $"had {string.Join(", ", result.Tries.Where(tried => !tried.IsChosen).Select(FigureOf))}."));
        }

        output.WriteLine($"Model: {file}");

        static string FigureOf(SettingsTry tried) =>
            tried.Figure is { } figure ? figure.ToString("G4", CultureInfo.InvariantCulture) : $"none ({tried.Error ?? "not defined"})";
    }

    private static string Json(string file, Learner learner, int rows, IReadOnlyList<MetricValue> metrics, TrialResult result) =>
        new JsonObject
        {
            ["model"] = file,
            ["learner"] = learner.Name,
            ["settings"] = new JsonObject(result.Settings.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["trainRows"] = rows,
            ["fitSeconds"] = AnswerJson.Finite(result.FitSeconds),
            ["validation"] = new JsonObject(metrics.Select(
                value => KeyValuePair.Create(value.Metric, (JsonNode?)AnswerJson.Finite(value.Value)))),
            ["tries"] = new JsonArray([.. result.Tries.Select(tried => (JsonNode)new JsonObject
            {
                ["settings"] = tried.Text,
                ["figure"] = AnswerJson.Finite(tried.Figure),
                ["seconds"] = AnswerJson.Finite(tried.Seconds),
                ["chosen"] = tried.IsChosen,
                ["error"] = tried.Error,
            })]),
            ["warnings"] = new JsonArray([.. result.Warnings.Select(warning => JsonValue.Create(warning))]),
        }.ToJsonString(AnswerJson.Options);

    /// <summary>What is asked for.</summary>
    private sealed record Request(TableOptions Table, ParseResult Result, string Kind, IReadOnlyList<string> Set, string File)
    {
        public int Seed { get; init; }

        public int Threads { get; init; }

        public bool Json { get; init; }
    }
}
