using MlPipelines.Data.Files;
using MlPipelines.Data.Rows;
using MlPipelines.Data.Sets;
using MlPipelines.Data.Tables;
using MlPipelines.Experiments.Model;
using MlPipelines.Pipelines.Configuration;
using MlPipelines.Pipelines.Metrics;

namespace MlPipelines.Comparisons.Suites;

/// <summary>
/// Linear models, networks and boosted trees on eighteen real tables, five folds of each, and a ranking over them (T in the design's
/// experiments). The files are CSV with a header, in the folder <c>tables</c> of the data directory; they can be neither downloaded nor
/// generated.
/// </summary>
internal static class TablesSuite
{
    public const string Name = "tables";

    private const int Folds = 5;

    /// <summary>
    /// The learners of every table. This is the one place where a further kind of learner is added, with its settings; it is ranked where
    /// it has one name on all tables. The verdicts of each table compare the others with the first.
    /// </summary>
    private static IReadOnlyList<LearnerSpec> LearnersFor(LearningTask task) =>
    [
        new("boosted-trees", "boosted trees", Settings.Empty),
        Linear(task),
        new("mlp", "MLP", Settings.Empty),
        new("realmlp", "RealMLP", Settings.Empty),
        new("realmlp", "RealMLP simple", Settings.Parse("form=simple")),
        new("tabm", "TabM", Settings.Empty),
        new("fast-tree", "FastTree", Settings.Empty),
        new("light-gbm", "LightGBM", Settings.Parse("rate=0.05 leaves=31 trees=2000 patience=50")),
    ];

    /// <summary>The tables, those with few rows first, so that much is known early.</summary>
    private static readonly Table[] Tables =
    [
        new("soybean", "Class", LearningTask.Multiclass),
        new("pima-diabetes", "diabetes", LearningTask.Binary) { IsQuick = true },
        new("car-prices", "Price", LearningTask.Regression) { IsQuick = true },
        new("vehicle", "Class", LearningTask.Multiclass) { IsQuick = true },
        new("sacramento-price", "price", LearningTask.Regression),
        new("german-credit", "Class", LearningTask.Binary),
        new("cells", "class", LearningTask.Binary) { Ignore = ["case"] },
        new("ames-sale-price", "Sale_Price", LearningTask.Regression),
        new("hpc-class", "class", LearningTask.Multiclass),
        new("credit-status", "Status", LearningTask.Binary),
        new("spam", "type", LearningTask.Binary),
        new("churn", "churn", LearningTask.Binary),
        new("stackoverflow-remote", "Remote", LearningTask.Binary),
        new("chicago-ridership", "ridership", LearningTask.Regression) { Ignore = ["date"] },
        new("satellite", "classes", LearningTask.Multiclass),
        new("check-times", "check_time", LearningTask.Regression) { Ignore = ["package"] },
        new("letter", "lettr", LearningTask.Multiclass),
        new("diamonds-price", "price", LearningTask.Regression),
    ];

    /// <summary>The suite on the tables of the default data directory.</summary>
    public static Suite Suite { get; } = new(
        Name, "linear models, networks and boosted trees on eighteen real tables, ranked", [.. Tables.Select(ExperimentOf)])
    {
        Rankings =
        [
            new Ranking("loss", Metric.LogLoss, Metric.Rmse) { Baseline = LearnersFor(LearningTask.Regression)[0] },
            new Ranking("accuracy", Metric.Accuracy, Numbers: null) { Baseline = LearnersFor(LearningTask.Regression)[0] },
        ],
    };

    /// <summary>
    /// The suite with its tables where they are; a suite that has none of these tables, such as one of a file, stays as it is.
    /// </summary>
    /// <param name="suite">A suite.</param>
    /// <param name="directory">The data directory, null for the default one.</param>
    /// <exception cref="DataNotFoundException">A table is not there; the message says what to give.</exception>
    public static Suite Located(Suite suite, string? directory)
    {
        var located = suite with { Experiments = [.. suite.Experiments.Select(own => IsOwn(own) ? At(own, directory) : own)] };
        string[] missing = [
            .. suite.Experiments.Zip(located.Experiments).Where(pair => IsOwn(pair.First) && !File.Exists(pair.Second.Csv!.Path))
                .Select(pair => pair.Second.Csv!.Path)];
        return missing.Length == 0 ? located : throw new DataNotFoundException(
            $"The suite '{Name}' needs {missing[0]}, which is not there"
                + (missing.Length > 1 ? $"; {missing.Length - 1} more of its tables are not there either" : "")
                + $". They can be neither downloaded nor generated. Give the folder that holds the folder '{Name}' with --data-dir or "
                + $"{DataSetOptions.DataDirectoryVariable}, or run the tables that are there: {Name}/NAME.");

        static bool IsOwn(Experiment experiment) =>
            experiment.Csv is { } csv && Suite.Experiments.Any(own => own.Name == experiment.Name && own.Csv!.Path == csv.Path);
    }

    private static Experiment ExperimentOf(Table table)
    {
        var path = PathOf(table.Name, new DataSetOptions().DataDirectory ?? new DataSetOptions().CacheDirectory);
        var metric = table.Task == LearningTask.Regression ? Metric.Rmse : Metric.LogLoss;
        return new()
        {
            Name = table.Name,
            Question = $"Which learners predict {table.Label} best?",
            DataSets = [path],
            Csv = new CsvSource(
                path,
                new CsvOptions
                {
                    Label = table.Label,
                    Task = table.Task,
                    Ignore = table.Ignore,
                    DropMissingLabels = true,
                },
                Folds),
            Learners = LearnersFor(table.Task),
            Ensemble = "ensemble",
            Seeds = Folds,
            Compare = metric,
            Ours = "everything; every learner with its defaults, none tuned, but LightGBM: at most 2000 trees of 31 leaves at the rate "
                + "0.05, fewer where the validation loss gets no better for 50 rounds; the weighted mean of all",
            Pictures =
            [
                new BarsSpec("test-loss", Measure.Metric(Split.Test, metric)), new BarsSpec("fit-time", Measure.FitSeconds),
            ],
            Quick = new() { LeaveOut = !table.IsQuick, EpochDivisor = 20, TreeDivisor = 10 },
        };
    }

    private static Experiment At(Experiment experiment, string? directory)
    {
        var path = directory is null ? experiment.Csv!.Path : PathOf(experiment.Name, directory);
        return experiment with { DataSets = [path], Csv = experiment.Csv! with { Path = path } };
    }

    private static string PathOf(string table, string directory) => Path.GetFullPath(Path.Combine(directory, Name, $"{table}.csv.gz"));

    /// <summary>The linear learner of a task, under one name.</summary>
    private static LearnerSpec Linear(LearningTask task) => task switch
    {
        LearningTask.Multiclass => new("lbfgs-maximum-entropy", "linear", Settings.Empty),
        LearningTask.Binary => new("lbfgs-logistic-regression", "linear", Settings.Empty),
        _ => new("linear-regression", "linear", Settings.Parse("l2=1")),
    };

    /// <summary>A table: its file's name without the ending, and what is predicted.</summary>
    private sealed record Table(string Name, string Label, LearningTask Task)
    {
        /// <summary>Columns that are no features.</summary>
        public IReadOnlyList<string> Ignore { get; init; } = [];

        /// <summary>Whether a quick run has it: a small one of each task.</summary>
        public bool IsQuick { get; init; }
    }
}
