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
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Commands;

/// <summary>
/// One comparison of learners on a table: the table is looked at, the trials run, the answer is given, the best is saved.
/// </summary>
internal sealed class CompareSession(CompareSettings settings, LearnerCatalog learners, ConsoleStreams console)
{
    private const string ModelFile = "model.zip";

    /// <summary>What a person reads goes to standard error where another program reads the answer.</summary>
    private readonly ConsoleStreams _streams =
        settings.Json ? console with { Output = console.Error, OutputIsTerminal = console.ErrorIsTerminal } : console;

    /// <summary>Runs and returns the exit code.</summary>
    /// <exception cref="UsageException">What is asked for makes no sense; nothing ran.</exception>
    /// <exception cref="DataFileException">The table is damaged, or not what it should be; nothing ran.</exception>
    public int Run(CancellationToken cancellation)
    {
        TableFile.Require(TableComparison.Name, settings.Path);
        if (settings.TestFile is { } test)
            TableFile.Require("--test", test);
        var source = TableComparison.Source(settings);
        var table = TableFile.Load(settings.Path, source.OptionsOf(seed: 1), cancellation);
        var label = TableFile.LabelOf(table);
        foreach (var line in TableFile.Look(settings.Path, table, settings.Reading.Label is null))
            _streams.Error.WriteLine(line);
        var traps = TableTraps.Find(table, source.Folds ?? 0);
        foreach (var trap in traps)
            _streams.Error.WriteLine($"look: {trap.Text}{Option(trap)}");

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
            learners, _streams);
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
        _streams.Output.WriteLine();
        foreach (var line in answer)
            _streams.Output.WriteLine(line);
        session.WritePage(report.Folder);
        if (settings.Json)
        {
            var model = Path.Combine(report.Folder, ModelFile);
            console.Output.WriteLine(AnswerJson.Of(
                best, label, traps, answer, report.Folder, File.Exists(model) ? model : null, report.IsInterrupted));
        }

        return RunSession.CodeOf(report);
    }

    /// <summary>The option that does what a trap asks for; empty where none does.</summary>
    private static string Option(TableTrap trap) => trap.Kind switch
    {
        TrapKind.Constant or TrapKind.Identifier or TrapKind.GivesLabelAway => $" (--ignore {trap.Column})",
        TrapKind.Group => $" (--group {trap.Column}, --ignore {trap.Column})",
        TrapKind.Dates => " (--test FILE)",
        TrapKind.NumbersAsNames => " (--task multiclass)",
        _ => "",
    };

    /// <summary>Trains the chosen learner on all rows, saves it, and says how to use it.</summary>
    private IEnumerable<string> Save(BestLearner best, RunReport report, CsvOptions options, CancellationToken cancellation)
    {
        var trial = report.Trials.First(ended => ended.Trial.Learner == best.Chosen.Learner).Trial;
        var all = TableFile.Load(
            settings.Path, options with { TestShare = 0, ValidationShare = FinalModel.ValidationShare, TestFile = null }, cancellation)
            .DataSet;
        var path = Path.Combine(report.Folder, ModelFile);
        _streams.Error.WriteLine($"training {best.Chosen.Learner} on all rows for {ModelFile}");
        var result = FinalModel.Train(
            all, trial.Kind.Create(all.Task, trial.Learner, trial.Settings), path, seed: 1, settings.Threads, cancellation);
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
        return JsonSerializer.Serialize(values.ToDictionary(pair => pair.Key, pair => pair.Value), AnswerJson.Options);
    }
}
