using System.CommandLine;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Pipelines;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Prediction;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>predict</c>: a trained pipeline on the rows of a file or on pictures, one line of JSON for each.</summary>
internal static class PredictCommand
{
    /// <summary>Some programs begin a text with it, and joined files have one inside too: it belongs to no row.</summary>
    private const char ByteOrderMark = '\uFEFF';

    private static readonly string[] CsvEndings = [".csv", ".csv.gz", ".tsv", ".tsv.gz"];
    private static readonly string[] JsonEndings = [".json", ".jsonl"];

    /// <summary>The command, which reads and writes the streams.</summary>
    public static Command Create(ConsoleStreams streams)
    {
        var model = new Option<string>("--model")
        {
            HelpName = "FILE",
            Description = "The trained pipeline, as run --save-models or TrainedPipeline.Save writes it.",
            Required = true,
        };
        var rows = new Argument<string[]>("rows")
        {
            HelpName = "rows",
            Description =
                "A CSV file with a header (.csv, .tsv, .gz too), or a file of JSON objects, one a line. Default: JSON lines from standard "
                    + "input. Of a pipeline that was trained on pictures: picture files, and folders with all pictures in them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var data = CommandOptions.Texts(
            "--data", "FILE", "The same as rows, as an option: what explain calls its rows. May be repeated for pictures.");
        var command = new Command(
            "predict", "Predict with a trained pipeline: one line of JSON for each row or picture, classes sorted by their scores.")
        {
            model, rows, data,
        };
        command.SetAction((result, cancellation) => Task.FromResult(
            Predict(
                result.GetValue(model)!, [.. result.GetValue(rows) ?? [], .. result.GetValue(data) ?? []], streams, cancellation)));
        return command;
    }

    /// <summary>Answers and gives the exit code.</summary>
    /// <exception cref="UsageException">A file is not there, or what is given is not what the pipeline reads.</exception>
    /// <exception cref="InvalidDataException">The pipeline's file is damaged, or a row does not fit it; rows before it have been
    /// answered.</exception>
    private static int Predict(string model, string[] names, ConsoleStreams streams, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(model))
            throw new UsageException("--model is empty: give the file of a trained pipeline, such as RUN/models/trial-1.zip.");
        if (Directory.Exists(model))
        {
            throw new UsageException(
                $"--model {model}: it is a folder; give the file of a trained pipeline, such as {Path.Combine(model, "trial-1.zip")}.");
        }

        if (!File.Exists(model))
            throw new UsageException($"--model {model}: there is no such file.");
        if (names.Any(string.IsNullOrWhiteSpace))
        {
            throw new UsageException(
                "A name of what to predict for is empty: give a file of rows or pictures, or leave it out to read JSON lines from "
                    + "standard input.");
        }

        var pipeline = TrainedPipeline.Load(model);
        var areRows = names.Length == 0 || (names.Length == 1 && Ends(names[0], [.. CsvEndings, .. JsonEndings]));
        if (pipeline.ImageReading is not null && !areRows)
            return PredictPictures(pipeline, PicturePaths.Of(names), streams, cancellation);
        if (names.Length > 1 || names.Any(Directory.Exists))
        {
            throw new UsageException(
                $"{string.Join(' ', names)}: the pipeline {model} was not trained on pictures: expected one file of rows, or none for "
                    + "standard input.");
        }

        PredictRows(pipeline, names.FirstOrDefault(), streams, cancellation);
        return ExitCode.Success;
    }

    private static bool Ends(string name, IEnumerable<string> endings) =>
        endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>A line for each picture; of those that cannot be read the error, while the others are answered.</summary>
    private static int PredictPictures(
        TrainedPipeline pipeline, IReadOnlyList<string> files, ConsoleStreams streams, CancellationToken cancellation)
    {
        using var predictor = pipeline.CreateImagePredictor();
        var code = ExitCode.Success;
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                streams.Output.WriteLine(predictor.Predict(file).ToJson(file));
            }
            catch (Exception exception) when (exception is FileNotFoundException or DataFileException)
            {
                streams.Error.WriteLine(exception.Message);
                code = ExitCode.Data;
            }
            catch (InvalidOperationException exception)
            {
                streams.Error.WriteLine($"{file}: {ErrorText.Of(exception)}");
                code = ExitCode.Data;
            }
        }

        return code;
    }

    private static void PredictRows(TrainedPipeline pipeline, string? rows, ConsoleStreams streams, CancellationToken cancellation)
    {
        if (rows is not null && !File.Exists(rows))
            throw new UsageException($"{rows}: there is no such file.");
        using var predictor = pipeline.CreateRecordPredictor();
        if (rows is not null && Ends(rows, CsvEndings))
        {
            foreach (var (line, values) in CsvRecords.Read(rows))
                Answer(streams, rows, line, () => predictor.Predict(values), cancellation);
            return;
        }

        using var reader = rows is null ? null : new StreamReader(rows);
        long number = 0;
        while ((reader ?? streams.Input).ReadLine()?.TrimStart(ByteOrderMark) is { } text)
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
