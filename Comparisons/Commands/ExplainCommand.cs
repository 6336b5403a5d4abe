using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data;
using MlPipelines.Experiments.Explaining;
using MlPipelines.Experiments.Pictures;
using MlPipelines.Experiments.Results;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Configuration;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>explain</c>: which columns a trained pipeline uses, and how its predictions depend on them.</summary>
internal static class ExplainCommand
{
    private const string Name = "explain";
    private const int UsualRows = 2_000;
    private const int RowsOfDependence = 300;
    private const int MostDependences = 6;
    private const int MostRepeats = 100;
    private const int MostRows = 1_000_000;

    /// <summary>The command.</summary>
    public static Command Create(ConsoleStreams streams)
    {
        var model = new Option<string>("--model") { HelpName = "FILE", Description = "The trained pipeline, of a table.", Required = true };
        var data = new Option<string>("--data")
        {
            HelpName = "FILE",
            Description = "Rows with their labels, best such that the pipeline was not trained on: CSV or TSV with a header, .gz too.",
            Required = true,
        };
        var label = CommandOptions.Text(
            "--label", "NAME", "The label's column. Default: the only column that the pipeline does not read.");
        var rows = CommandOptions.Whole(
            "--rows", $"So many rows are used, drawn from all. Default: {UsualRows}.", MostRows, least: 2);
        var repeats = CommandOptions.Whole("--repeats", "How often the values of a column are dealt out. Default: 5.", MostRepeats);
        var output = CommandOptions.Output(Name);
        var json = CommandOptions.Json();
        var command = new Command(
            Name, "Tell which columns a trained pipeline uses (permutation importance with intervals) and how its predictions depend on "
                + "them (partial dependence).")
        {
            model, data, label, rows, repeats, output, json,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Explain(
            new Request(
                result.GetRequiredValue(model), result.GetRequiredValue(data), result.GetValue(label), result.GetValue(rows) ?? UsualRows,
                result.GetValue(repeats) ?? 5, result.GetValue(output), result.GetValue(json)),
            streams, cancellation)));
        return command;
    }

    private static int Explain(Request request, ConsoleStreams streams, CancellationToken cancellation)
    {
        if (!File.Exists(request.Model))
            throw new UsageException($"--model {request.Model}: there is no such file.");
        TableFile.Require("--data", request.Data);
        var pipeline = TrainedPipeline.Load(request.Model);
        if (pipeline.Encoding is not { } encoding)
            throw new UsageException($"--model {request.Model}: it was not trained on a table; explain knows the columns of tables alone.");
        List<IReadOnlyDictionary<string, object?>> rows = [.. CsvRecords.Read(request.Data).Select(row => row.Values)];
        var columns = encoding.Columns.Select(column => column.Column).ToList();
        var label = LabelOf(request, rows, columns);
        rows = [.. rows.Where(row => row[label] is string { Length: > 0 })];
        if (rows.Count < 2)
            throw new InvalidDataException($"{request.Data}: two rows with a label at least are needed; found {rows.Count}.");
        var random = new Random(1);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
        var records = new LabelledRecords([.. rows.Take(request.Rows)], label);
        using var predictor = pipeline.CreateRecordPredictor();
        streams.Error.WriteLine($"{records.Rows.Count} of {rows.Count} rows, {columns.Count} columns, {request.Repeats} times each");
        try
        {
            var (loss, importance) = PermutationImportance.Of(
                predictor, records, columns, request.Repeats, cancellation: cancellation);
            List<PartialDependence> dependences =
            [
                .. importance.Take(MostDependences).Where(one => one.Interval is not null)
                    .Select(one => PartialDependence.Of(
                        predictor, [.. records.Rows.Take(RowsOfDependence)], encoding.Columns.First(column => column.Column == one.Column)))
                    .OfType<PartialDependence>(),
            ];
            var probe = predictor.Predict(records.Rows[0]);
            var what = probe.Label is null ? "squared error" : LabelledRecords.AreProbabilities(probe) ? "log-loss" : "share of errors";
            var folder = Write(request, what, importance, dependences);
            if (request.Json)
                streams.Output.WriteLine(Json(what, loss, importance, dependences, folder));
            else
                Tell(streams.Output, what, loss, importance, folder);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine("Interrupted; nothing was written.");
            return ExitCode.Interrupted;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"{request.Data}: {ErrorText.Of(exception)}", exception);
        }
    }

    /// <summary>The label's column: the given one, or the only one that the pipeline does not read.</summary>
    private static string LabelOf(Request request, List<IReadOnlyDictionary<string, object?>> rows, List<string> columns)
    {
        if (rows.Count == 0)
            throw new InvalidDataException($"{request.Data} has no rows.");
        var names = rows[0].Keys.ToList();
        if (request.Label is { } given)
        {
            return names.Contains(given) ? given : throw new UsageException(
                $"--label {given}: {request.Data} has no such column; it has {string.Join(", ", names)}.");
        }

        var others = names.Except(columns).ToList();
        return others.Count == 1 ? others[0] : throw new UsageException(
            others.Count == 0 ? $"{request.Data} has no column but those that the pipeline reads: the label is missing."
                : $"--label is needed: {request.Data} has {others.Count} columns that the pipeline does not read, "
                    + $"{string.Join(", ", others)}.");
    }

    private static string Write(
        Request request, string what, IReadOnlyList<PermutationImportance> importance, IReadOnlyList<PartialDependence> dependences)
    {
        var folder = request.Output ?? RunFolderName.New(Name);
        try
        {
            RunFolder.RequireWritable(folder);
        }
        catch (RunFolderException exception)
        {
            throw new UsageException($"--out {folder}: {exception.Message}", exception);
        }

        Directory.CreateDirectory(folder);
        AtomicFile.WriteText(Path.Combine(folder, "importance.csv"), CsvText.Rows(
        [
            ["column", "increase", "low", "high"],
            .. importance.Select(one => new object?[] { one.Column, one.Increase, one.Interval?.Low, one.Interval?.High }),
        ]));
        AtomicFile.WriteText(Path.Combine(folder, "partial-dependence.csv"), CsvText.Rows(
        [
            ["column", "value", "of", "mean"],
            .. dependences.SelectMany(
                one => one.Points.SelectMany(
                    point => point.Means.Select(mean => new object?[] { one.Column, point.Value, mean.Name, mean.Mean }))),
        ]));
        var shown = importance.Take(20).ToList();
        PictureFiles.Write(folder, "importance", new BarPicture(
            $"Rise of the {what} when a column's values are dealt out", $"rise of the {what}", [.. shown.Select(one => one.Column)],
            [.. shown.Select(one => one.Increase)], [.. shown.Select(one => one.Interval?.Low ?? double.NaN)],
            [.. shown.Select(one => one.Interval?.High ?? double.NaN)]));
        foreach (var (place, one) in dependences.Where(one => one.IsNumber).Index())
        {
            PictureFiles.Write(folder, $"dependence-{place + 1}", new LinePicture(
                $"Mean prediction by {one.Column}", one.Column, "mean prediction",
                [.. one.Points[0].Means.Select(mean => mean.Name).Select((name, i) => new Series(
                    name, [.. one.Points.Select(point => PartialDependence.NumberOf(point.Value)!.Value)],
                    [.. one.Points.Select(point => point.Means[i].Mean)]))]));
        }

        return folder;
    }

    private static void Tell(
        TextWriter output, string what, double loss, IReadOnlyList<PermutationImportance> importance, string folder)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"The {what} is {loss:G4}. Where a column's values are dealt out to other rows, it rises by:"));
        output.WriteLine();
        var width = importance.Max(one => one.Column.Length);
        foreach (var one in importance)
        {
            var between = one.Interval is not { } interval ? "it changes no prediction"
                : string.Create(CultureInfo.InvariantCulture, $"{interval.Low:G4} to {interval.High:G4}");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{one.Column.PadRight(width)}  {one.Increase,10:G4}  ({between})"));
        }

        output.WriteLine();
        output.WriteLine(
            "It says what the pipeline uses, not what causes the label. Of two columns that say the same, each may seem to matter little.");
        output.WriteLine($"Results: {folder}");
    }

    private static string Json(
        string what, double loss, IReadOnlyList<PermutationImportance> importance, IReadOnlyList<PartialDependence> dependences,
        string folder) => new JsonObject
        {
            ["loss"] = what,
            ["before"] = AnswerJson.Finite(loss),
            ["importance"] = new JsonArray([.. importance.Select(one => (JsonNode)new JsonObject
            {
                ["column"] = one.Column,
                ["increase"] = AnswerJson.Finite(one.Increase),
                ["low"] = AnswerJson.Finite(one.Interval?.Low),
                ["high"] = AnswerJson.Finite(one.Interval?.High),
            })]),
            ["dependence"] = new JsonArray([.. dependences.Select(one => (JsonNode)new JsonObject
            {
                ["column"] = one.Column,
                ["points"] = new JsonArray([.. one.Points.Select(point => (JsonNode)new JsonObject
                {
                    ["value"] = point.Value,
                    ["means"] = new JsonObject(
                        point.Means.Select(mean => KeyValuePair.Create(mean.Name, (JsonNode?)AnswerJson.Finite(mean.Mean)))),
                })]),
            })]),
            ["folder"] = folder,
        }.ToJsonString(AnswerJson.Options);

    /// <summary>What is asked for.</summary>
    private sealed record Request(string Model, string Data, string? Label, int Rows, int Repeats, string? Output, bool Json);
}
