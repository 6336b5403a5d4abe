using MlPipelines.Data.Rows;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Experiments.Planning;

/// <summary>A learner at one point of a sweep, or the weighted mean of all others.</summary>
/// <param name="Name">Its name in results.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Settings">All its settings.</param>
internal sealed record PlannedLearner(string Name, LearnerKind Kind, Settings Settings)
{
    /// <summary>The kind of an experiment's <see cref="Experiment.Ensemble"/>: it has a place in results, and no trainer.</summary>
    private static readonly LearnerKind WeightedMeanKind = new(
        "weighted-mean", "the weighted mean of what the other learners predict",
        [LearningTask.Multiclass, LearningTask.Binary, LearningTask.Regression], [],
        (_, name, _) => throw new InvalidOperationException($"'{name}' is made of the predictions of other learners; nothing is trained."));

    /// <summary>Whether it is the weighted mean of the others.</summary>
    public bool IsEnsemble => Kind == WeightedMeanKind;

    /// <summary>The learners of an experiment at every point of its sweep.</summary>
    /// <exception cref="SuiteException">A kind of learner is unknown, or a setting is wrong.</exception>
    public static IReadOnlyList<PlannedLearner> Of(Experiment experiment, LearnerCatalog learners)
    {
        var planned = new List<PlannedLearner>();
        foreach (var spec in experiment.Learners)
        {
            if (!learners.TryFind(spec.Kind, out var kind))
            {
                throw new UnknownKindException(
                    $"In the experiment '{experiment.Name}' the learner '{spec.Name}' is of the unknown kind '{spec.Kind}'; there are: "
                        + $"{KnownKinds.Text(spec.Kind, learners)}.", spec.Kind);
            }

            foreach (var points in Points(kind, experiment.Sweep))
            {
                var name = spec.At(points).Text;
                try
                {
                    var settings = points.Aggregate(spec.Settings, (before, point) => before.With(point.Settings));
                    var complete = kind.Complete(settings);
                    foreach (var tried in TriedSettings.Each(complete))
                        SuiteBounds.Require($"In the experiment '{experiment.Name}', learner '{name}'", tried);
                    planned.Add(new(name, kind, complete));
                }
                catch (FormatException exception)
                {
                    throw new SuiteException($"In the experiment '{experiment.Name}', learner '{name}': {exception.Message}", exception);
                }
            }
        }

        if (experiment.Ensemble is { } ensemble)
            planned.Add(new(ensemble, WeightedMeanKind, WeightedMeanKind.Complete(Settings.Empty)));
        return planned;
    }

    /// <summary>
    /// The names of the learners of an experiment at every point of its sweep, whatever their settings; those of unknown kinds are left
    /// out.
    /// </summary>
    public static HashSet<string> NamesOf(Experiment experiment, LearnerCatalog learners) =>
        [.. experiment.Learners.SelectMany(spec => learners.TryFind(spec.Kind, out var kind)
            ? Points(kind, experiment.Sweep).Select(points => spec.At(points).Text)
            : []), .. EnsembleOf(experiment)];

    /// <summary>
    /// Every name that a learner of an experiment can have where its kind is not known: with a point of each axis or of some of them.
    /// </summary>
    public static HashSet<string> PossibleNamesOf(Experiment experiment)
    {
        RequireBounds(experiment.Sweep, experiment.Sweep.Aggregate(1.0, (count, axis) => count * (axis.Points.Count + 1)));
        IEnumerable<IReadOnlyList<SweepPoint>> points = [[]];
        foreach (var axis in experiment.Sweep)
            points = [.. points, .. points.SelectMany(_ => axis.Points, (before, point) => (IReadOnlyList<SweepPoint>)[.. before, point])];
        return [.. experiment.Learners.SelectMany(_ => points, (spec, some) => spec.At(some).Text), .. EnsembleOf(experiment)];
    }

    private static IEnumerable<string> EnsembleOf(Experiment experiment) => experiment.Ensemble is { } name ? [name] : [];

    private static void RequireBounds(IReadOnlyList<SweepAxis> axes, double count)
    {
        if (count > SuiteBounds.SweptLearners)
        {
            throw new SuiteException(
                $"A sweep of {string.Join(" times ", axes.Select(axis => $"{axis.Points.Count} values"))} makes more than "
                    + $"{SuiteBounds.SweptLearners} learners of one, which is the most that is possible. Give fewer values.");
        }
    }

    /// <summary>A point of each axis that the kind has, in every combination.</summary>
    private static IEnumerable<IReadOnlyList<SweepPoint>> Points(LearnerKind kind, IReadOnlyList<SweepAxis> axes)
    {
        List<SweepAxis> own = [.. axes.Where(axis => axis.SettingNames.All(kind.Has))];
        RequireBounds(own, own.Aggregate(1.0, (count, axis) => count * axis.Points.Count));
        IEnumerable<IReadOnlyList<SweepPoint>> points = [[]];
        foreach (var axis in own)
            points = points.SelectMany(_ => axis.Points, (before, point) => (IReadOnlyList<SweepPoint>)[.. before, point]);
        return points;
    }
}
