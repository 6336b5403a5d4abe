using MlPipelines.Comparisons.Comparing;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Data.Files;
using MlPipelines.Experiments.Judging;
using MlPipelines.Experiments.Planning;
using MlPipelines.Experiments.Running;
using MlPipelines.Numerics.Serialization;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Commands;

/// <summary>
/// One comparison of learners: the data are looked at, the trials run, the answer is given, the best is saved.
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
        Compared compared = ComparedPictures.IsMeant(settings.Path)
            ? ComparedPictures.Of(settings, learners, cancellation) : ComparedTable.Of(settings, learners, cancellation);
        foreach (var line in compared.Look)
            _streams.Error.WriteLine(line);
        foreach (var first in compared.First)
            _streams.Error.WriteLine($"look: {first.Text}");

        var session = new RunSession(
            new RunSettings
            {
                Output = settings.Output,
                Resume = settings.Resume,
                Pictures = settings.Pictures,
                Threads = settings.Threads,
                Command = settings.Command,
                Sharing = settings.Sharing,
            },
            learners, _streams);
        var plan = RunPlan.Create([compared.Suite], learners);
        if (session.Share(plan, cancellation) is { } shared)
            return shared;
        if (session.Execute(plan, cancellation) is not { } report)
            return ExitCode.Interrupted;
        session.Report(report);

        var experiment = compared.Suite.Experiments[0];
        var best = BestLearner.Of(
            experiment, report.Trials, (compared.Data.TrainRows, compared.Data.TestRows), TableComparison.Baseline, settings.Margin);
        List<string> answer =
        [
            .. AnswerText.Of(best, compared.Label, experiment.TrialsAre), .. compared.First.Select(first => $"Look first: {first.Text}"),
        ];
        if (best is not null && !report.IsInterrupted)
            answer.AddRange(Save(best, report, compared, cancellation));
        AtomicFile.WriteText(Path.Combine(report.Folder, AnswerText.FileName), answer.Select(line => line + Environment.NewLine));
        _streams.Output.WriteLine();
        foreach (var line in answer)
            _streams.Output.WriteLine(line);
        session.WritePage(report.Folder);
        if (settings.Json)
        {
            var model = Path.Combine(report.Folder, ModelFile);
            console.Output.WriteLine(AnswerJson.Of(
                best, compared.Label, compared.First, answer, report.Folder, File.Exists(model) ? model : null, report.IsInterrupted));
        }

        return RunSession.CodeOf(report);
    }

    /// <summary>Trains the chosen learner on all rows, saves it, and says how to use it.</summary>
    private IEnumerable<string> Save(BestLearner best, RunReport report, Compared compared, CancellationToken cancellation)
    {
        var trial = report.Trials.First(ended => ended.Trial.Learner == best.Chosen.Learner).Trial;
        var all = compared.All(cancellation);
        var path = Path.Combine(report.Folder, ModelFile);
        _streams.Error.WriteLine($"training {best.Chosen.Learner} on all rows for {ModelFile}");
        var result = FinalModel.Train(
            all, trial.Kind.Create(all.Task, trial.Learner, trial.Settings), path, seed: 1, settings.Threads, cancellation);
        if (result.Error is { } error)
            return ["", $"{best.Chosen.Learner} was not saved: its training on all rows failed: {error}"];
        var better = best.Rivals.Where(rival => rival.Standing == Standing.Better).Select(rival => rival.Figures.Learner).ToList();
        string[] notSaved = better.Count == 0 ? [] :
        [
            $"What is better, {string.Join(", ", better)}, is not saved: the learner that the validation rows chose is. "
                + "--learners trains others; docs/ensembles.md shows how to train a weighted mean.",
        ];
        return
        [
            "", .. notSaved, $"{Shown(path)} is {best.Chosen.Learner}, trained on all rows. In C#, with the project Pipelines:", "",
            .. compared.Usage(all, Shown(path)),
        ];
    }

    /// <summary>A path as a person types it here: without the folder that the program runs in.</summary>
    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
