using MlPipelines.Data;
using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Learners;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Experiments.Planning;

/// <summary>
/// Whether the learners and metrics of experiments fit the tasks of their data: what does not is refused before anything is trained, all of
/// it at once.
/// </summary>
internal static class TaskFit
{
    private static readonly string[] OfEveryClassification = [Metric.Accuracy, Metric.LogLoss, Metric.Mcc, Metric.CalibrationError];

    /// <summary>The metrics that trials of a task have after training.</summary>
    public static IReadOnlyList<string> MetricsOf(LearningTask task)
    {
        string[] own = task switch
        {
            LearningTask.Multiclass => [.. OfEveryClassification, Metric.MacroAccuracy, Metric.MacroF1],
            LearningTask.Binary => [.. OfEveryClassification, Metric.Auc, Metric.Auprc, Metric.F1],
            _ => [Metric.Mae, Metric.Rmse, Metric.R2],
        };
        return [.. Metric.All.Where(own.Contains)];
    }

    /// <summary>Refuses what does not fit, in every experiment of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="taskOf">The task of an experiment's data set, null where it is not known; null for what is known without reading
    /// data.</param>
    /// <exception cref="SuiteException">Something does not fit; the message names all of it.</exception>
    public static void Require(RunPlan plan, Func<Experiment, string, LearningTask?>? taskOf = null)
    {
        var kinds = plan.Trials.Where(trial => !trial.IsEnsemble).Select(trial => (trial.Suite, trial.Experiment, trial.Kind)).Distinct()
            .ToLookup(trial => (trial.Suite, trial.Experiment), trial => trial.Kind);
        List<string> problems = [
            .. plan.Experiments.Where(pair => pair.Experiment.Study is null).SelectMany(
                pair => ProblemsOf(pair.Experiment, [.. kinds[(pair.Suite, pair.Experiment.Name)]], taskOf ?? KnownTask)).Distinct()];
        if (problems.Count > 0)
            throw new SuiteException(string.Join('\n', problems));
    }

    /// <summary>The task of an experiment's data set as far as it is known before the data are read.</summary>
    private static LearningTask? KnownTask(Experiment experiment, string dataSet) =>
        experiment.Csv is { } csv ? csv.Options.Task
        : experiment.Images is { } images ? images.Task
        : DataSets.Catalog.FirstOrDefault(set => set.Name == dataSet)?.Task;

    private static IEnumerable<string> ProblemsOf(
        Experiment experiment, IReadOnlyList<LearnerKind> kinds, Func<Experiment, string, LearningTask?> taskOf)
    {
        foreach (var dataSet in experiment.DataSets)
        {
            if (taskOf(experiment, dataSet) is not { } task)
                continue;
            var where = $"In the experiment '{experiment.Name}'";
            var what = $"the task of {dataSet} is {task.ToString().ToLowerInvariant()}";
            foreach (var spec in experiment.Learners)
            {
                if (kinds.FirstOrDefault(known => known.Name == spec.Kind) is { } kind && !kind.Tasks.Contains(task))
                {
                    var fitting = LearnerCatalog.Own.All.Concat(kinds).Distinct().Where(known => known.Tasks.Contains(task))
                        .Select(known => known.Name);
                    yield return $"{where}, the learner '{spec.Name}' is of the kind {kind.Name}, which learns "
                        + $"{string.Join(", ", kind.Tasks).ToLowerInvariant()}; {what}. Kinds that learn it: {string.Join(", ", fitting)}.";
                }
            }

            var metrics = MetricsOf(task);
            foreach (var (place, metric) in MetricsIn(experiment).Distinct())
            {
                if (!metrics.Contains(metric))
                    yield return $"{where}, {place} is about {metric}; {what}. Metrics that it has: {string.Join(", ", metrics)}.";
            }

            if (task == LearningTask.Regression)
            {
                foreach (var place in OfClasses(experiment).Distinct())
                    yield return $"{where}, {place} needs classes; {what}. Its history has {Metric.Loss} and no {Metric.Accuracy}.";
            }
        }
    }

    /// <summary>The metrics after training that an experiment names, each with the place.</summary>
    private static IEnumerable<(string Place, string Metric)> MetricsIn(Experiment experiment)
    {
        if (experiment.Compare is { } compare)
            yield return ("compare", compare);
        foreach (var (place, form) in Forms(experiment))
        {
            if (form.Kind == "squared-error")
                yield return (place, Metric.Rmse);
            else if (form is { IsOfCurve: false, Metric: { } metric, Kind: not "recorded" } && Metric.All.Contains(metric))
                yield return (place, metric);
        }
    }

    /// <summary>The places that need classes: curves of accuracies, maps of classes, images with their classes.</summary>
    private static IEnumerable<string> OfClasses(Experiment experiment)
    {
        foreach (var (place, form) in Forms(experiment))
        {
            if (form is { IsOfCurve: true, Metric: Metric.Accuracy })
                yield return place;
        }

        foreach (var picture in experiment.Pictures)
        {
            if (picture is DecisionMapSpec or ImagesSpec || picture.NamedHistory.Contains(Metric.Accuracy))
                yield return $"the picture '{picture.Name}'";
        }
    }

    /// <summary>The measures that an experiment names, each with the place; of a logarithm what it is of.</summary>
    private static IEnumerable<(string Place, MeasureForm Form)> Forms(Experiment experiment) =>
        experiment.Claims.Select(claim => ($"the claim '{claim.Text}'", claim.Measure))
            .Concat(experiment.Choices.Select(choice => ($"the choice '{choice.Name}'", choice.Measure)))
            .Concat(
                experiment.Pictures.SelectMany(
                    picture => picture.Measures, (picture, measure) => ($"the picture '{picture.Name}'", measure)))
            .SelectMany(part => Inner(part.Item2.Form), (part, form) => (part.Item1, form));

    private static IEnumerable<MeasureForm> Inner(MeasureForm? form)
    {
        for (; form is not null; form = form.Inner)
            yield return form;
    }
}
