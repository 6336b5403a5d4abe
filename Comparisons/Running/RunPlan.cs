using MlPipelines.Comparisons.Studies;
using MlPipelines.Comparisons.Suites;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Comparisons.Running;

/// <summary>The trials of a run, in order: experiment by experiment, and within one seed by seed, so that an interrupted run compares like with like.</summary>
/// <param name="Suites">The suites as they are run, with every change asked for on the command line.</param>
/// <param name="Trials">The trials.</param>
public sealed record RunPlan(IReadOnlyList<Suite> Suites, IReadOnlyList<Trial> Trials)
{
    /// <summary>Plans the trials of suites whose learners are of kinds in <paramref name="learners"/>, null for <see cref="LearnerCatalog.Own"/>.</summary>
    /// <exception cref="UsageException">A kind of learner is unknown, a setting is wrong, two learners share a name, or a study has something to train.</exception>
    public static RunPlan Create(IReadOnlyList<Suite> suites, LearnerCatalog? learners = null)
    {
        ArgumentNullException.ThrowIfNull(suites);
        var trials = new List<Trial>();
        foreach (var (suite, experiment) in suites.SelectMany(suite => suite.Experiments, (suite, experiment) => (suite.Name, experiment)))
        {
            if (experiment.Study is { } study)
            {
                RequireNothingToTrain(experiment, study);
                continue;
            }

            var named = Learners(experiment, learners ?? LearnerCatalog.Own).ToList();
            if (named.GroupBy(learner => learner.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new UsageException($"In the experiment '{experiment.Name}' two learners are named '{twice.Key}'; names must differ.");
            if (experiment.DataSets.Count == 0 || experiment.DataSets.Distinct(StringComparer.Ordinal).Count() != experiment.DataSets.Count)
                throw new UsageException($"The experiment '{experiment.Name}' must name at least one data set, and each once; found {(experiment.DataSets.Count == 0 ? "none" : string.Join(", ", experiment.DataSets))}.");
            for (int seed = 1; seed <= experiment.Seeds; seed++)
            {
                foreach (var (dataSet, (name, kind, settings)) in experiment.DataSets.SelectMany(_ => named, (set, learner) => (set, learner)))
                {
                    trials.Add(new Trial
                    {
                        Number = trials.Count + 1,
                        Suite = suite,
                        Experiment = experiment,
                        DataSet = dataSet,
                        Kind = kind,
                        Learner = name,
                        Settings = settings,
                        Seed = seed,
                    });
                }
            }
        }

        return new RunPlan(suites, trials);
    }

    private static void RequireNothingToTrain(Experiment experiment, Study study)
    {
        if (experiment.DataSets.Count > 0 || experiment.Learners.Count > 0 || experiment.Sweep.Count > 0)
            throw new UsageException(
                $"The experiment '{experiment.Name}' is the study '{study.Name}', which trains nothing: it must have no data set, learner or sweep; "
                + $"found {experiment.DataSets.Count} data sets, {experiment.Learners.Count} learners and {experiment.Sweep.Count} axes.");
    }

    /// <summary>The learners of an experiment at every point of its sweep.</summary>
    private static IEnumerable<(string Name, LearnerKind Kind, Settings Settings)> Learners(Experiment experiment, LearnerCatalog learners)
    {
        foreach (var spec in experiment.Learners)
        {
            if (!learners.TryFind(spec.Kind, out var kind))
                throw new UsageException(
                    $"In the experiment '{experiment.Name}' the learner '{spec.Name}' is of the unknown kind '{spec.Kind}'; "
                    + $"there are: {ElsewhereKind.InPlaceOf(spec.Kind, learners)}.");

            foreach (var (name, settings) in Points(spec, kind, experiment.Sweep))
            {
                Settings complete;
                try
                {
                    complete = kind.Complete(settings);
                }
                catch (FormatException exception)
                {
                    throw new UsageException($"In the experiment '{experiment.Name}', learner '{name}': {exception.Message}", exception);
                }

                yield return (name, kind, complete);
            }
        }
    }

    private static IEnumerable<(string Name, Settings Settings)> Points(LearnerSpec spec, LearnerKind kind, IReadOnlyList<SweepAxis> axes)
    {
        IEnumerable<(string Name, Settings Settings)> points = [(spec.Name, spec.Settings)];
        foreach (var axis in axes.Where(axis => axis.SettingNames.All(kind.Has)))
            points = points.SelectMany(_ => axis.Points, (before, point) => ($"{before.Name} {point.Text}", before.Settings.With(point.Settings)));
        return points;
    }
}
