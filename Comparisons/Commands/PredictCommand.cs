using System.CommandLine;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>predict</c>: a trained pipeline on the rows of a file, one line of JSON for each.</summary>
internal static class PredictCommand
{
    private static readonly string[] CsvEndings = [".csv", ".csv.gz", ".tsv", ".tsv.gz"];

    /// <summary>The command, which reads and writes the streams.</summary>
    public static Command Create(ConsoleStreams streams)
    {
        var model = new Option<string>("--model")
        {
            HelpName = "FILE",
            Description = "The trained pipeline, as run --save-models or TrainedPipeline.Save writes it.",
            Required = true,
        };
        var rows = new Argument<string?>("rows")
        {
            HelpName = "rows",
            Description =
                "A CSV file with a header (.csv, .tsv, .gz too), or a file of JSON objects, one a line. Default: JSON lines from standard "
                    + "input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "predict", "Predict with a trained pipeline: one line of JSON for each row, classes sorted by their scores.") { model, rows };
        command.SetAction((result, cancellation) =>
        {
            Predict(result.GetValue(model)!, result.GetValue(rows), streams, cancellation);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <exception cref="UsageException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">The pipeline's file is damaged, or a row does not fit it; rows before it have been
    /// answered.</exception>
    private static void Predict(string model, string? rows, ConsoleStreams streams, CancellationToken cancellation)
    {
        if (!File.Exists(model))
            throw new UsageException($"--model {model}: there is no such file.");
        if (rows is not null && !File.Exists(rows))
            throw new UsageException($"{rows}: there is no such file.");
        using var predictor = TrainedPipeline.Load(model).CreateRecordPredictor();
        if (rows is not null && CsvEndings.Any(ending => rows.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var (line, values) in CsvRecords.Read(rows))
                Answer(streams, rows, line, () => predictor.Predict(values), cancellation);
            return;
        }

        using var reader = rows is null ? null : new StreamReader(rows);
        long number = 0;
        while ((reader ?? streams.Input).ReadLine() is { } text)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text))
                Answer(streams, rows ?? "standard input", number, () => predictor.PredictJson(text), cancellation);
        }
    }

    private static void Answer(
        ConsoleStreams streams, string source, long line, Func<RecordPrediction> predict, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            streams.Output.WriteLine(predict().ToJson());
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new InvalidDataException($"{source}, line {line}: {ErrorText.Of(exception)}", exception);
        }
    }
}
