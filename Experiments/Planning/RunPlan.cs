using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Harness;
using MlPipelines.Pipelines.Learners;

namespace MlPipelines.Experiments.Planning;

/// <summary>
/// The trials of a run, in order: experiment by experiment, and within one seed by seed, so that an interrupted run compares like with
/// like.
/// </summary>
/// <param name="Suites">The suites as they are run, with every change that was asked for.</param>
/// <param name="Trials">The trials.</param>
public sealed record RunPlan(IReadOnlyList<Suite> Suites, IReadOnlyList<Trial> Trials)
{
    /// <summary>Every experiment with its suite's name.</summary>
    public IEnumerable<(string Suite, Experiment Experiment)> Experiments =>
        Suites.SelectMany(suite => suite.Experiments, (suite, experiment) => (suite.Name, experiment));

    /// <summary>The experiment of a trial.</summary>
    public Experiment ExperimentOf(Trial trial) =>
        Experiments.First(pair => pair.Suite == trial.Suite && pair.Experiment.Name == trial.Experiment).Experiment;

    /// <summary>
    /// Plans the trials of suites whose learners are of kinds in <paramref name="learners"/>, null for <see cref="LearnerCatalog.Own"/>.
    /// </summary>
    /// <exception cref="SuiteException">A kind of learner is unknown, a setting is wrong, two learners share a name, a study has something
    /// to train, rows are missing of which others are the rest, a claim, choice, picture or map names something that the experiment
    /// does not have, a learner or a metric does not fit the task of the data, or a number is above <see cref="SuiteBounds"/>.</exception>
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

            RequireBounds(experiment);
            var planned = PlannedLearner.Of(experiment, learners ?? LearnerCatalog.Own);
            var count = trials.Count + ((long)planned.Count * experiment.Seeds * experiment.DataSets.Count);
            if (count > SuiteBounds.Trials)
            {
                throw new SuiteException(
                    $"With the experiment '{experiment.Name}' the run has {count} trials ({planned.Count} learners, {experiment.Seeds} "
                        + $"{experiment.TrialsAre}, {experiment.DataSets.Count} data sets); at most {SuiteBounds.Trials} are possible. "
                        + "Give fewer seeds, or fewer values in the sweep.");
            }

            if (planned.GroupBy(learner => learner.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new SuiteException($"In the experiment '{experiment.Name}' two learners are named '{twice.Key}'; names must differ.");
            if (experiment.DataSets.Count == 0 || experiment.DataSets.Distinct(StringComparer.Ordinal).Count() != experiment.DataSets.Count)
            {
                var found = experiment.DataSets.Count == 0 ? "none" : string.Join(", ", experiment.DataSets);
                throw new SuiteException(
                    $"The experiment '{experiment.Name}' must name at least one data set, and each once; found {found}.");
            }

            RequireTestRows(experiment);
            DeclaredNames.Require(experiment, planned);
            for (var seed = 1; seed <= experiment.Seeds; seed++)
            {
                foreach (var (dataSet, learner) in experiment.DataSets.SelectMany(_ => planned, (set, learner) => (set, learner)))
                    trials.Add(TrialOf(trials.Count + 1, suite, experiment, dataSet, learner, seed));
            }
        }

        var plan = new RunPlan(suites, trials);
        TaskFit.Require(plan);
        return plan;
    }

    /// <summary>Refuses numbers of seeds and rows that no run can have.</summary>
    private static void RequireBounds(Experiment experiment)
    {
        (string Name, int? Value, int Most)[] numbers =
        [
            ("seeds", experiment.Seeds, experiment.HasFolds ? SuiteBounds.Folds : SuiteBounds.Seeds),
            ("data.folds", experiment.Csv?.Folds, SuiteBounds.Folds),
            ("data.maxCategories", experiment.Csv?.Options.MaxCategories, SuiteBounds.Categories),
            ("data.size", experiment.Images?.Options.Image.Size, SuiteBounds.ImageSize),
            ("trainRows", experiment.TrainRows, SuiteBounds.Rows), ("validationRows", experiment.ValidationRows, SuiteBounds.Rows),
            ("testRows", experiment.TestRows, SuiteBounds.Rows), ("largeTestRows", experiment.LargeTestRows, SuiteBounds.Rows),
            ("trainMetricRows", experiment.TrainMetricRows, SuiteBounds.Rows),
        ];
        foreach (var (name, value, most) in numbers)
        {
            if (value > most)
            {
                throw new SuiteException(
                    $"In the experiment '{experiment.Name}', {name} is {value}; at most {most} are possible"
                        + (name == "seeds" && experiment.HasFolds ? " with folds." : "."));
            }
        }

        if (experiment.Map?.Places is { } places && CountOf(places) is > SuiteBounds.Places and var count)
        {
            throw new SuiteException(
                $"In the experiment '{experiment.Name}', the map of predictions has {count} places; at most {SuiteBounds.Places} are "
                    + "possible.");
        }

        static long CountOf(PredictionPlaces places) => places is PredictionGrid grid ? (long)grid.Columns * grid.Rows : places.Count;
    }

    private static Trial TrialOf(int number, string suite, Experiment experiment, string dataSet, PlannedLearner learner, int seed) => new()
    {
        Number = number,
        Suite = suite,
        Experiment = experiment.Name,
        DataSet = dataSet,
        Kind = learner.Kind,
        Learner = learner.Name,
        Settings = learner.Settings,
        Seed = seed,
        Places = learner.IsEnsemble ? null : experiment.Map?.Of(learner.Name, seed),
        KeepsPredictions = (experiment.KeepPredictions || experiment.Ensemble is not null) && !learner.IsEnsemble,
        IsEnsemble = learner.IsEnsemble,
        TrainMetricRows = experiment.TrainMetricRows,
        Title = experiment.DataSets.Count > 1
            ? $"{experiment.Name} on {dataSet}: {learner.Name}, {experiment.NameOf(seed)}"
            : $"{experiment.Name}: {learner.Name}, {experiment.NameOf(seed)}",
    };

    /// <summary>The rows of the large test set are those that follow the test rows: it must be known how many these are.</summary>
    private static void RequireTestRows(Experiment experiment)
    {
        if (experiment.LargeTestRows is null)
            return;
        if (experiment.TestRows is null)
        {
            throw new SuiteException(
                $"The experiment '{experiment.Name}' has {experiment.LargeTestRows} largeTestRows and no testRows: the large test set is "
                    + "made of the rows that follow the test rows. Give testRows too.");
        }

        if (experiment.Csv?.Folds is { } folds)
        {
            throw new SuiteException(
                $"The experiment '{experiment.Name}' has {experiment.LargeTestRows} largeTestRows and {folds} folds: each fold in its turn "
                    + "is all that is tested on. Leave out the one or the other.");
        }
    }

    private static void RequireNothingToTrain(Experiment experiment, Study study)
    {
        if (experiment.DataSets.Count > 0 || experiment.Learners.Count > 0 || experiment.Sweep.Count > 0)
        {
            throw new SuiteException(
                $"The experiment '{experiment.Name}' is the study '{study.Name}', which trains nothing: it must have no data set, learner "
                    + $"or sweep; "
                + $"found {experiment.DataSets.Count} data sets, {experiment.Learners.Count} learners and {experiment.Sweep.Count} axes.");
        }
    }
}

/// <summary>
/// One learner, one data set, one seed: the unit of work of a run, with its place in it. It holds names, not what they name.
/// </summary>
public sealed record Trial
{
    /// <summary>The trial's number in the run, from 1; a run planned from the same suite numbers its trials alike.</summary>
    public required int Number { get; init; }

    /// <summary>The suite's name.</summary>
    public required string Suite { get; init; }

    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>The data set's name in the catalog; a stand-in that is used in its place has a name of its own.</summary>
    public required string DataSet { get; init; }

    /// <summary>The learner's kind.</summary>
    public required LearnerKind Kind { get; init; }

    /// <summary>The learner's name with the point of the sweep.</summary>
    public required string Learner { get; init; }

    /// <summary>Every setting of the learner.</summary>
    public required Settings Settings { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The places at which the trained learner is asked for its predictions; null for none.</summary>
    public PredictionPlaces? Places { get; init; }

    /// <summary>Whether what is predicted of validation and test rows is kept.</summary>
    public bool KeepsPredictions { get; init; }

    /// <summary>Whether it is the weighted mean of the other learners of its seed, which are finished before it.</summary>
    public bool IsEnsemble { get; init; }

    /// <summary>How many of the first training rows the metrics on training rows are of; null for all.</summary>
    public int? TrainMetricRows { get; init; }

    /// <summary>What it has in common with the trials of other learners of the same seed on the same data.</summary>
    public TrialsBeside Beside => new(Suite, Experiment, DataSet, Seed);

    /// <summary>Whether another trial is of the same seed on the same data, with another learner.</summary>
    public bool IsBeside(Trial other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Number != Number && other.Beside == Beside;
    }

    /// <summary>
    /// A name of what is trained that does not depend on the other trials of the plan: the first 16 hexadecimal digits of the SHA-256 of
    /// suite, experiment, data set, kind, learner, settings and seed.
    /// </summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Suite, Experiment, DataSet, Kind.Name, Learner, Settings.ToString(), Seed.ToString(CultureInfo.InvariantCulture)))))[..16];

    /// <summary>What progress calls it: experiment, data set where there are several, learner and seed.</summary>
    public required string Title { get; init; }
}

/// <summary>What the trials of the learners that are compared with one another have in common.</summary>
/// <param name="Suite">The suite's name.</param>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="DataSet">The data set's name.</param>
/// <param name="Seed">The seed.</param>
public readonly record struct TrialsBeside(string Suite, string Experiment, string DataSet, int Seed);
