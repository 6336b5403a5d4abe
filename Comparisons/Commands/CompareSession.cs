using System.Text.Encodings.Web;
using System.Text.Json;
using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data;
using MlPipelines.Data.Files;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;
using MlPipelines.Data.Traps;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Running;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Commands;

/// <summary>
/// One comparison of learners on a table: the table is looked at, the trials run, the answer is given, the best is saved.
/// </summary>
internal sealed class CompareSession(CompareSettings settings, LearnerCatalog learners, ConsoleStreams streams)
{
    private const string ModelFile = "model.zip";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs and returns the exit code.</summary>
    /// <exception cref="UsageException">What is asked for makes no sense; nothing ran.</exception>
    /// <exception cref="DataFileException">The table is damaged, or not what it should be; nothing ran.</exception>
    public int Run(CancellationToken cancellation)
    {
        RequireFiles();
        var source = TableComparison.Source(settings);
        var table = Load(source.OptionsOf(seed: 1), cancellation);
        var label = table.Columns.First(column => column.Role == CsvColumnRole.Label).Name;
        foreach (var line in Look(table, label))
            streams.Error.WriteLine(line);
        var traps = TableTraps.Find(table, source.Folds ?? 0);
        foreach (var trap in traps)
            streams.Error.WriteLine($"look: {trap.Text}{Option(trap)}");

        var suite = TableComparison.Of(settings, table.DataSet, label, learners);
        var session = new RunSession(
            new RunSettings
            {
                Output = settings.Output,
                Resume = settings.Resume,
                Pictures = settings.Pictures,
                Threads = settings.Threads,
                Command = settings.Command,
            },
            learners, streams);
        var plan = RunPlan.Create([suite], learners);
        if (session.Execute(plan, cancellation) is not { } report)
            return ExitCode.Interrupted;
        session.Report(report);

        var experiment = suite.Experiments[0];
        var best = BestLearner.Of(
            experiment, report.Trials, (table.DataSet.TrainRows, table.DataSet.TestRows), TableComparison.Baseline, settings.Margin);
        List<string> answer =
        [
            .. AnswerText.Of(best, label, experiment.TrialsAre), .. traps.Select(trap => $"Look first: {trap.Text}{Option(trap)}"),
        ];
        if (best is not null && !report.IsInterrupted)
            answer.AddRange(Save(best, report, source.Options, cancellation));
        File.WriteAllLines(Path.Combine(report.Folder, AnswerText.FileName), answer);
        streams.Output.WriteLine();
        foreach (var line in answer)
            streams.Output.WriteLine(line);
        session.WritePage(report.Folder);
        return RunSession.CodeOf(report);
    }

    private void RequireFiles()
    {
        (string Option, string? Path)[] files = [("compare", settings.Path), ("--test", settings.TestFile)];
        foreach (var (option, path) in files)
        {
            if (path is null)
                continue;
            if (string.IsNullOrWhiteSpace(path))
                throw new UsageException($"{option}: the name of the table is empty; give a CSV or TSV file, .gz too.");
            if (Directory.Exists(path))
            {
                throw new UsageException(
                    $"{option} {path}: it is a folder; give a CSV or TSV file. Pictures are compared by run transfer --images {path}.");
            }

            if (!File.Exists(path))
                throw new UsageException($"{option} {path}: there is no such file.");
        }
    }

    /// <summary>Reads the table; an error of its options is told in the words of the command line.</summary>
    private CsvData Load(CsvOptions options, CancellationToken cancellation)
    {
        try
        {
            return CsvData.Load(settings.Path, options, cancellation);
        }
        catch (DataFileException exception)
        {
            throw new DataFileException(InOptions(exception.Message), exception) { File = exception.File };
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(InOptions(ErrorText.Of(exception)), exception);
        }
    }

    /// <summary>The names that a suite file has for options of the command.</summary>
    private static string InOptions(string message) => message
        .Replace("'ignore'", "--ignore", StringComparison.Ordinal).Replace("\"ignore\"", "--ignore", StringComparison.Ordinal)
        .Replace("'maxCategories'", "--max-categories", StringComparison.Ordinal)
        .Replace("\"maxCategories\"", "--max-categories", StringComparison.Ordinal);

    /// <summary>The option that does what a trap asks for; empty where none does.</summary>
    private static string Option(TableTrap trap) => trap.Kind switch
    {
        TrapKind.Constant or TrapKind.Identifier or TrapKind.GivesLabelAway => $" (--ignore {trap.Column})",
        TrapKind.Group => $" (--group {trap.Column}, --ignore {trap.Column})",
        TrapKind.Dates => " (--test FILE)",
        TrapKind.NumbersAsNames => " (--task multiclass)",
        _ => "",
    };

    /// <summary>How the table was understood.</summary>
    private IEnumerable<string> Look(CsvData table, string label)
    {
        var data = table.DataSet;
        var rows = data.TrainRows + data.ValidationRows + data.TestRows;
        var features = table.Columns.Count(column => column.Role == CsvColumnRole.Feature);
        var task = data.Task switch
        {
            Data.Rows.LearningTask.Regression => "a number",
            Data.Rows.LearningTask.Binary => $"one of two classes, '{data.ClassNames[0]}' and '{data.ClassNames[1]}' (which is true)",
            _ => $"one of {data.ClassCount} classes",
        };
        yield return $"{settings.Path}: {rows} rows, {features} columns of features. {label} is {task}"
            + (settings.Label is null ? "; it is the last column, --label NAME takes another." : ".");
        foreach (var remark in table.Remarks)
            yield return $"note: {remark}";
    }

    /// <summary>Trains the chosen learner on all rows, saves it, and says how to use it.</summary>
    private IEnumerable<string> Save(BestLearner best, RunReport report, CsvOptions options, CancellationToken cancellation)
    {
        var trial = report.Trials.First(ended => ended.Trial.Learner == best.Chosen.Learner).Trial;
        var all = Load(options with { TestShare = 0, ValidationShare = 0.1, TestFile = null }, cancellation).DataSet;
        var path = Path.Combine(report.Folder, ModelFile);
        streams.Error.WriteLine($"training {best.Chosen.Learner} on all rows for {ModelFile}");
        var result = new MetricsHarness(all).Run(
            trial.Kind.Create(all.Task, trial.Learner, trial.Settings),
            new TrialRequest { Seed = 1, Threads = settings.Threads, ModelPath = path, Cancellation = cancellation });
        if (result.Error is { } error)
            return ["", $"{best.Chosen.Learner} was not saved: its training on all rows failed: {error}"];
        var record = Example(all);
        var better = best.Rivals.Where(rival => rival.Standing == Standing.Better).Select(rival => rival.Figures.Learner).ToList();
        string[] notSaved = better.Count == 0 ? [] :
        [
            $"What is better, {string.Join(", ", better)}, is not saved: the learner that the validation rows chose is. "
                + "--learners trains others; docs/ensembles.md shows how to train a weighted mean.",
        ];
        return
        [
            "", .. notSaved, $"{path} is {best.Chosen.Learner}, trained on all rows. In C#, with the project Pipelines:", "",
            $"    var pipeline = TrainedPipeline.Load(\"{ModelFile}\");",
            "    using var predictor = pipeline.CreateRecordPredictor();",
            $"    var prediction = predictor.PredictJson(\"\"\"{record}\"\"\");", "",
            $"On the command line: predict --model {path} FILE",
        ];
    }

    /// <summary>The features of the first row as JSON.</summary>
    private string Example(DataSet data)
    {
        var columns = data.Encoding?.Columns.Select(column => column.Column).ToHashSet(StringComparer.Ordinal) ?? [];
        var values = CsvRecords.Read(settings.Path).First().Values.Where(pair => columns.Contains(pair.Key));
        return JsonSerializer.Serialize(values.ToDictionary(pair => pair.Key, pair => pair.Value), Json);
    }
}
