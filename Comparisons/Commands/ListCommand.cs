using System.CommandLine;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Comparisons.Terminal;
using MlPipelines.Experiments.Model;
using MlPipelines.Experiments.Planning;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Commands;

/// <summary>The command <c>list</c>: every suite and experiment, or one of them with its learners.</summary>
internal static class ListCommand
{
    private const string Learners = "learners";

    /// <summary>The command, which writes to <paramref name="output"/> of the kinds of learner that the program has.</summary>
    public static Command Create(TextWriter output, LearnerCatalog learners)
    {
        var name = new Argument<string?>("suite")
        {
            HelpName = "name",
            Description =
                $"A suite, suite/experiment or a suite file of yours: its learners and the settings that it gives them. '{Learners}': the "
                    + $"kinds of learner. A kind of learner, such as mlp: its settings, what they mean and their defaults.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("list", "Show the suites and their experiments, or the kinds of learner and their settings.") { name };
        command.SetAction(result =>
        {
            if (result.GetValue(name) is not { } given)
            {
                ShowSuites(output, learners);
            }
            else if (given == Learners)
            {
                LearnerKindText.ShowAll(output, learners);
            }
            else if (learners.TryFind(given, out var kind))
            {
                LearnerKindText.Show(output, kind);
            }
            else if (ElsewhereKind.Find(given) is not null)
            {
                throw new UnknownKindException(
                    $"There is no kind of learner '{given}' in this program; there are: {KnownKinds.Text(given, learners)}.",
                    given);
            }
            else if (LearnerKinds.WhyMissing(given) is { } why)
            {
                throw new UsageException($"{given}: {why}");
            }
            else
            {
                ShowLearners(output, SuiteSelection.Find([given], learners), learners);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void ShowSuites(TextWriter output, LearnerCatalog learners)
    {
        foreach (var suite in SuiteCatalog.All)
        {
            output.WriteLine($"{suite.Name}: {suite.Title}");
            foreach (var experiment in suite.Experiments)
                ShowExperiment(output, suite, experiment, learners);
            foreach (var part in suite.Parts)
            {
                ShowExperiment(output, suite, part, learners);
                output.WriteLine(
                    "      only its own name runs it: its trials are those of an experiment above, or chose the settings of one");
            }
        }
    }

    private static void ShowExperiment(TextWriter output, Suite suite, Experiment experiment, LearnerCatalog learners)
    {
        output.WriteLine($"  {suite.Name}/{experiment.Name}");
        output.WriteLine($"      {experiment.Question}");
        if (experiment.Study is { } study)
        {
            output.WriteLine($"      nothing is trained: {study.Title}");
            return;
        }

        var trials = RunPlan.Create([suite with { Experiments = [experiment] }], learners).Trials.Count;
        output.WriteLine(
            $"      data {Data(experiment)}, {Count(trials / experiment.Seeds / experiment.DataSets.Count, "learner")}, "
                + $"{Count(experiment.Seeds, experiment.HasFolds ? "fold" : "seed")}, {Count(trials, "trial")}");
    }

    private static void ShowLearners(TextWriter output, IReadOnlyList<Suite> suites, LearnerCatalog learners)
    {
        foreach (var suite in suites)
        {
            var plan = RunPlan.Create([suite], learners);
            foreach (var experiment in suite.Experiments)
            {
                output.WriteLine($"{suite.Name}/{experiment.Name}");
                if (experiment.Question.Length > 0)
                    output.WriteLine($"  {experiment.Question}");
                if (experiment.Ours is not null)
                    output.WriteLine($"  chosen here: {experiment.Ours}");
                if (experiment.Study is { } study)
                {
                    output.WriteLine($"  nothing is trained: {study.Title}");
                    continue;
                }

                output.WriteLine($"  data: {Data(experiment)}, {Rows(experiment)}");
                output.WriteLine($"  {experiment.TrialsAre}: 1 to {experiment.Seeds}");
                output.WriteLine("  learners, with what is set here:");
                var named = experiment.Learners.SelectMany(learner => learner.Settings.Keys)
                    .Concat(experiment.Sweep.SelectMany(axis => axis.SettingNames)).ToHashSet();
                foreach (var trial in plan.Trials.Where(
                    trial => trial.Experiment == experiment.Name && trial.Seed == 1 && trial.DataSet == experiment.DataSets[0]))
                {
                    output.WriteLine($"    {trial.Learner}");
                    var given = trial.Settings.Where(setting => named.Contains(setting.Key))
                        .Select(setting => $"{setting.Key}={setting.Value}");
                    output.WriteLine($"        {string.Join(' ', given.Prepend(trial.Kind.Name))}");
                }

                foreach (var leftOut in experiment.LeftOut)
                    output.WriteLine($"  {leftOut}");
                var kinds = plan.Trials.Where(trial => trial.Experiment == experiment.Name && !trial.IsEnsemble)
                    .Select(trial => $"list {trial.Kind.Name}").Distinct();
                output.WriteLine($"  other settings have their defaults: {string.Join(", ", kinds)}");
            }
        }
    }

    private static string Data(Experiment experiment) => string.Join(" + ", experiment.DataSets);

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Rows(Experiment experiment)
    {
        (int? Rows, string What)[] parts =
        [
            (experiment.TrainRows, "to train"), (experiment.ValidationRows, "to validate"), (experiment.TestRows, "to test"),
            (experiment.LargeTestRows, "to test besides"),
        ];
        var asked = parts.Where(part => part.Rows is not null).Select(part => $"{part.Rows} {part.What}").DefaultIfEmpty("all its rows");
        return string.Join(", ", asked) + (experiment.Csv?.Folds is { } folds ? $", {folds} folds" : "");
    }
}
